using MLExtensions.Tuning.Folds;

namespace MLExtensions.Tests.Tuning.Folds;

/// <summary>Groups are dealt out as scikit-learn's documentation shows it.</summary>
[TestClass]
public class GroupDealTests
{
    [TestMethod]
    public void Like_GroupKFold()
    {
        // Its example: groups 0 0 2 2 3 3 in two folds; it deals the last of groups of the same size first.
        CollectionAssert.AreEqual((int[])[0, 1, 0], new GroupDeal([2, 2, 2], folds: 2, mostGroups: 3).Evenly([2, 1, 0]));
        CollectionAssert.AreEqual((int[])[0, 1, 1, 0, 1], new GroupDeal([9, 5, 4, 2, 1], folds: 2, mostGroups: 5).Evenly([0, 1, 2, 3, 4]));
    }

    [TestMethod]
    public void Like_StratifiedGroupKFold()
    {
        // Its example: y = 1 × 6, 0 × 12, groups 1 2 3 3 4 4 1 1 2 2 3 4 5 5 5 6 6 6 in three folds.
        Dictionary<int, int>[] counts =
        [
            new() { [0] = 2, [1] = 1 }, new() { [0] = 2, [1] = 1 }, new() { [0] = 1, [1] = 2 }, new() { [0] = 1, [1] = 2 }, new() { [0] = 3 }, new() { [0] = 3 },
        ];
        CollectionAssert.AreEqual(
            (int[])[2, 0, 1, 2, 0, 1], new GroupDeal([3, 3, 3, 3, 3, 3], folds: 3, mostGroups: 6).Stratified([0, 1, 2, 3, 4, 5], counts, [12, 6]));
    }

    [TestMethod]
    public void Strata_yield_where_folds_would_differ_by_more_than_the_largest_group()
    {
        // By scikit-learn's rule alone the folds have 16 rows and 5.
        int[] sizes = [4, 4, 9, 2, 1, 1];
        Dictionary<int, int>[] counts =
        [
            new() { [1] = 3, [2] = 1 }, new() { [0] = 3, [2] = 1 }, new() { [0] = 8, [1] = 1 }, new() { [0] = 1, [1] = 1 }, new() { [0] = 1 }, new() { [1] = 1 },
        ];
        int[] foldOf = new GroupDeal(sizes, folds: 2, mostGroups: 6).Stratified([0, 1, 2, 3, 4, 5], counts, [13, 6, 2]);
        int first = sizes.Where((_, group) => foldOf[group] == 0).Sum();
        Assert.IsInRange(6, 15, first);
    }

    [TestMethod]
    public void No_fold_gets_more_groups_than_it_may()
    {
        int[] foldOf = new GroupDeal([1000, 1, 1, 1, 1, 1, 1, 1, 1, 1], folds: 2, mostGroups: 5).Evenly([.. Enumerable.Range(0, 10)]);
        Assert.AreEqual(5, foldOf.Count(fold => fold == 0));
    }
}
