using Microsoft.ML;

namespace MLExtensions.Tests.Tuning.Folds;

[TestClass]
public class FoldErrorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(1_000_000)]
    [DataRow(int.MaxValue)]
    public void More_folds_than_rows_are_refused_at_once(int folds)
    {
        foreach (bool stratify in (bool[])[true, false])
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Split(
                    FoldExamples.Classes(new int[60]), new MulticlassSweepOptions { NumberOfFolds = folds, Stratify = stratify })).Message,
                $"too few rows for as many folds: 60, where {folds} folds need at least one each. Set NumberOfFolds to fewer");
        }
    }

    [TestMethod]
    public void Too_few_groups_are_counted() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
            FoldExamples.Grouped([0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 2, 2]), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
            new MulticlassSweepOptions { SamplingKeyColumnName = "Group" })).Message,
        "too few groups of 'Group' for as many folds: 3, where 5 folds need at least one each. Set NumberOfFolds to fewer");

    [TestMethod]
    public void One_group_cannot_be_left_out()
    {
        IDataView data = FoldExamples.Grouped([0, 1, 0, 1], [0, 0, 0, 0]);
        foreach (MulticlassSweepOptions options in (MulticlassSweepOptions[])[
            new() { SamplingKeyColumnName = "Group", Folds = SweepFolds.LeaveOneGroupOut() }, new() { Folds = SweepFolds.OfColumn("Group") }])
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Split(data, options)).Message, "1, where 2 folds need");
    }

    [TestMethod]
    public void Too_few_groups_for_outer_and_inner_folds_are_counted() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.NestedCrossValidate(
            FoldExamples.Grouped([0, 1, 0, 1, 0, 1], [0, 1, 2, 3, 4, 5]), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
            options: new MulticlassSweepOptions { SamplingKeyColumnName = "Group" })).Message,
        "of 6 the 5 outer folds leave 4 to train on, and the inner folds need at least 5");

    [TestMethod]
    public void Too_few_times_are_counted() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Split(
            FoldExamples.Timed([1, 1, 2, 2, 3, 3]), new MulticlassSweepOptions { NumberOfFolds = 2, Folds = SweepFolds.InTimeOrder("Time", gap: 1) })).Message,
        "too few points in time for as many folds: 3, where 2 folds need at least 4, one each, 1 for the gap and 1 to train the first on");

    [TestMethod]
    public void A_missing_time_is_told() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Split(
            FoldExamples.Timed([1, 2, float.NaN, 3]), new MulticlassSweepOptions { NumberOfFolds = 2, Folds = SweepFolds.InTimeOrder("Time") })).Message,
        "no time in column 'Time'");

    [TestMethod]
    public void Texts_are_no_times() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Split(
            FoldExamples.Grouped([0, 1, 0, 1], [0, 1, 2, 3]), new MulticlassSweepOptions { NumberOfFolds = 2, Folds = SweepFolds.InTimeOrder("Group") })).Message,
        "time column 'Group': expected a number, DateTime, DateTimeOffset or TimeSpan, got String");

    [TestMethod]
    public void Columns_that_are_not_there_are_named()
    {
        foreach ((SweepFolds folds, string? key) in ((SweepFolds, string?)[])[
            (SweepFolds.KFold(), "Nowhere"), (SweepFolds.OfMLNet(), "Nowhere"), (SweepFolds.LeaveOneGroupOut(), "Nowhere"),
            (SweepFolds.OfColumn("Nowhere"), null), (SweepFolds.InTimeOrder("Nowhere"), null)])
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Split(
                    FoldExamples.Classes(new int[20]), new MulticlassSweepOptions { Folds = folds, SamplingKeyColumnName = key })).Message,
                "column 'Nowhere'");
        }
    }

    [TestMethod]
    public void An_empty_name_is_refused_by_the_options_name()
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => new MulticlassSweepOptions { SamplingKeyColumnName = "" }.Check());
        Assert.AreEqual(nameof(SweepOptions.SamplingKeyColumnName), exception.ParamName);
        Assert.ThrowsExactly<ArgumentException>(() => SweepFolds.OfColumn(""));
        Assert.ThrowsExactly<ArgumentException>(() => SweepFolds.InTimeOrder(""));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SweepFolds.InTimeOrder(gap: -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SweepFolds.KFold(repeats: 0));
        Assert.ThrowsExactly<ArgumentNullException>(() => new MulticlassSweepOptions { Folds = null! }.Check());
    }

    [TestMethod]
    public void Options_that_exclude_each_other_are_named()
    {
        foreach (SweepFolds folds in (SweepFolds[])[SweepFolds.OfMLNet(), SweepFolds.LeaveOneGroupOut(), SweepFolds.OfColumn("Fold"), SweepFolds.InTimeOrder()])
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentException>(() => new MulticlassSweepOptions { Folds = folds, Stratify = true }.Check()).Message,
                "Folds and Stratify exclude each other");
        foreach (SweepFolds folds in (SweepFolds[])[SweepFolds.OfColumn("Fold"), SweepFolds.InTimeOrder()])
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentException>(() => new MulticlassSweepOptions { Folds = folds, SamplingKeyColumnName = "Group" }.Check()).Message,
                "Folds and SamplingKeyColumnName exclude each other");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => new MulticlassSweepOptions { Folds = SweepFolds.LeaveOneGroupOut() }.Check()).Message,
            "SamplingKeyColumnName names; it is null");
    }
}
