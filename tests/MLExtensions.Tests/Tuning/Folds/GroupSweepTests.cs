using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Folds;

/// <summary>Sweeps by groups never fail where there are enough of them, whatever the groups are called and whatever the seed.</summary>
[TestClass]
public class GroupSweepTests
{
    private static readonly SweepSearch _search = SweepSearch.Grid(SweepExamples.Lambda);

    [TestMethod]
    public void A_nested_sweep_by_a_hundred_groups_works_with_all_defaults() => Assert.IsGreaterThan(
        0.99, new MLContext(seed: 1).MulticlassClassification.NestedCrossValidate(
            Rows(200, groups: 100), SweepExamples.Softmax(), _search, options: new() { SamplingKeyColumnName = "Group" }).Scores.Mean);

    [TestMethod]
    public void One_seed_serves_the_split_that_is_held_out_and_the_sweep()
    {
        var ml = new MLContext(seed: 42);
        foreach (double share in (double[])[0.1, 0.2])
        {
            IDataView rest = ml.Data.TrainTestSplit(Rows(400, groups: 100), share, "Group", seed: 42).TrainSet;
            SweepResult result = ml.MulticlassClassification.Sweep(rest, SweepExamples.Softmax(), _search, new() { SamplingKeyColumnName = "Group", Seed = 42 });
            Assert.IsGreaterThan(0.99, result.Best.Validation.Mean);
            int[] sizes = [.. result.FoldSummary.Folds.Select(fold => fold.ValidationRows)];
            Assert.IsLessThanOrEqualTo(4, sizes.Max() - sizes.Min());
        }
    }

    [TestMethod]
    public void As_many_groups_as_folds_suffice_for_any_seed()
    {
        foreach (int groups in (int[])[5, 10, 20])
        {
            for (int seed = 0; seed < 20; seed++)
            {
                FoldSplit split = new MLContext(seed: 1).Split(Rows(300, groups), new MulticlassSweepOptions { SamplingKeyColumnName = "Group" }, seed);
                Assert.IsTrue(split.Summary.Folds.All(fold => fold.ValidationRows == 60));
            }
        }
    }

    [TestMethod]
    public void As_many_rows_as_there_are_suffice_for_any_seed()
    {
        for (int seed = 0; seed < 50; seed++)
            Assert.HasCount(10, new MLContext(seed: 1).Split(Rows(30, groups: 1), new MulticlassSweepOptions { NumberOfFolds = 10 }, seed).Folds);
    }

    [TestMethod]
    public void Keys_far_from_1_and_a_number_far_from_the_others_are_groups_like_any()
    {
        foreach (string column in (string[])["Key", "Number"])
        {
            SweepResult result = new MLContext(seed: 1).MulticlassClassification.Sweep(
                Rows(100, groups: 10), SweepExamples.Softmax(), _search, new() { SamplingKeyColumnName = column });
            Assert.IsTrue(result.FoldSummary.Folds.All(fold => fold.ValidationRows == 20));
        }
    }

    [TestMethod]
    public void The_seed_orders_groups_of_the_same_size()
    {
        var ml = new MLContext(seed: 1);
        MemoryView data = Rows(110, groups: 11);
        Assert.AreNotEqual(
            ml.Split(data, new RegressionSweepOptions { SamplingKeyColumnName = "Number" }, seed: 1).Text(),
            ml.Split(data, new RegressionSweepOptions { SamplingKeyColumnName = "Number" }, seed: 2).Text());
    }

    /// <summary>Two classes far from each other, in groups that are called by texts, keys and numbers, the last of which is far from the others.</summary>
    private static MemoryView Rows(int rows, int groups) => new MemoryView(rows)
        .Add("Row", NumberDataViewType.Int32, row => row)
        .Add("Label", new KeyDataViewType(typeof(uint), 2), row => (uint)(row * 7 / 3 % 2) + 1)
        .AddText("Group", row => "patient" + row % groups)
        .Add("Key", new KeyDataViewType(typeof(uint), 20), row => (uint)(row % groups) + 10)
        .Add("Number", NumberDataViewType.Single, row => row % groups == groups - 1 ? 1000f : row % groups)
        .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(10 * (row * 7 / 3 % 2) + row % 5));
}
