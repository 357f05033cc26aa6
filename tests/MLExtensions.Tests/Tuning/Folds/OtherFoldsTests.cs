using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Folds;

[TestClass]
public class OtherFoldsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void In_time_order_they_are_those_of_TimeSeriesSplit()
    {
        // The examples of its documentation: six rows, five folds; and twelve rows, three folds of three with a gap of two.
        AssertFolds(6, 5, 0, [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]], [[1], [2], [3], [4], [5]]);
        AssertFolds(12, 3, 2, [[0], [0, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6]], [[3, 4, 5], [6, 7, 8], [9, 10, 11]]);
        AssertFolds(8, 2, 0, [[0, 1, 2, 3], [0, 1, 2, 3, 4, 5]], [[4, 5], [6, 7]]);

        void AssertFolds(int rows, int folds, int gap, int[][] trained, int[][] validated)
        {
            var options = new MulticlassSweepOptions { NumberOfFolds = folds, Folds = SweepFolds.InTimeOrder(gap: gap) };
            FoldSplit split = _ml.Split(FoldExamples.Classes(new int[rows]), options);
            for (int fold = 0; fold < folds; fold++)
            {
                CollectionAssert.AreEqual(trained[fold], split.Trained()[fold]);
                CollectionAssert.AreEqual(validated[fold], split.Validated()[fold]);
            }
        }
    }

    [TestMethod]
    public void Times_decide_in_whatever_order_the_rows_are()
    {
        IDataView data = FoldExamples.Classes([0, 1, 0, 1, 0, 1]).Add("Time", DateTimeDataViewType.Instance, row => new DateTime(2026, 1, 1).AddDays((row * 5 + 2) % 6));
        var options = new MulticlassSweepOptions { NumberOfFolds = 2, Folds = SweepFolds.InTimeOrder("Time") };
        FoldSplit split = _ml.Split(data, options);
        CollectionAssert.AreEqual((int[])[0, 5], split.Validated()[0].Concat(split.Validated()[1]).Except([1, 2, 3, 4]).Order().ToArray());
        int Time(int row) => (row * 5 + 2) % 6;
        CollectionAssert.AreEqual((int[])[2, 3], split.Validated()[0].Select(Time).Order().ToArray());
        CollectionAssert.AreEqual((int[])[4, 5], split.Validated()[1].Select(Time).Order().ToArray());
        CollectionAssert.AreEqual((int[])[0, 1], split.Trained()[0].Select(Time).Order().ToArray());
    }

    [TestMethod]
    public void A_column_of_the_users_own_says_which_fold_and_rows_without_are_always_trained_on()
    {
        float[] folds = [2, 1, float.NaN, 2, 7, 1];
        FoldSplit split = _ml.Split(FoldExamples.Timed(folds), new MulticlassSweepOptions { Folds = SweepFolds.OfColumn("Time") });
        CollectionAssert.AreEqual((string[])["1", "2", "7"], split.Summary.Folds.Select(fold => fold.Name).ToArray());
        CollectionAssert.AreEqual((int[])[1, 5], split.Validated()[0]);
        CollectionAssert.AreEqual((int[])[0, 3], split.Validated()[1]);
        CollectionAssert.AreEqual((int[])[4], split.Validated()[2]);
        CollectionAssert.AreEqual((int[])[0, 2, 3, 4], split.Trained()[0]);
    }

    [TestMethod]
    public void Those_of_ML_NET_by_groups_are_there_by_name_with_rows_in_two_of_them()
    {
        // ML.NET cuts the range of a number into equal parts with both ends.
        IDataView data = FoldExamples.Classes(new int[110]).Add("Patient", NumberDataViewType.Double, row => (double)(row % 11));
        FoldSplit split = _ml.Split(data, new MulticlassSweepOptions { SamplingKeyColumnName = "Patient", Folds = SweepFolds.OfMLNet() }, seed: 3);
        DataOperationsCatalog.TrainTestData[] expected = [.. _ml.Data.CrossValidationSplit(data, 5, "Patient", seed: 3)];
        for (int fold = 0; fold < 5; fold++)
        {
            CollectionAssert.AreEqual(expected[fold].TestSet.Rows(), split.Validated()[fold]);
            CollectionAssert.AreEqual(expected[fold].TrainSet.Rows(), split.Trained()[fold]);
        }

        Assert.AreEqual(140, split.Validated().Sum(rows => rows.Length));
        FoldSplit dealt = _ml.Split(data, new MulticlassSweepOptions { SamplingKeyColumnName = "Patient" }, seed: 3);
        FoldExamples.AssertPartition(dealt, 110);
    }

    [TestMethod]
    public void An_empty_fold_of_ML_NET_is_refused_and_the_remedy_named()
    {
        float[] groups = [.. Enumerable.Range(0, 110).Select(row => row % 11 == 10 ? 1000f : row % 11)];
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Split(
                FoldExamples.Timed(groups), new MulticlassSweepOptions { SamplingKeyColumnName = "Time", Folds = SweepFolds.OfMLNet() })).Message,
            "SweepFolds.KFold deals groups out");
        _ = _ml.Split(FoldExamples.Timed(groups), new MulticlassSweepOptions { SamplingKeyColumnName = "Time" });
    }

    [TestMethod]
    public void Repeats_shuffle_and_the_standard_error_is_that_of_one_split()
    {
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(120), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
            new MulticlassSweepOptions { NumberOfFolds = 4, Folds = SweepFolds.KFold(repeats: 3), Seed = 5 });
        double[] scores = [.. result.Best.Validation.Folds];
        Assert.HasCount(12, scores);
        Assert.HasCount(3, scores.Chunk(4).Select(repeat => string.Join(' ', repeat)).Distinct().ToArray());
        double expected = Math.Sqrt(scores.Chunk(4).Average(repeat => repeat.Sum(score => Math.Pow(score - repeat.Average(), 2)) / 12));
        Assert.AreEqual(expected, result.Best.Validation.StandardError, 1e-12);
        Assert.AreEqual(scores.Average(), result.Best.Validation.Mean, 1e-12);
        CollectionAssert.AreEqual((int[])[1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], result.FoldSummary.Folds.Select(fold => fold.Repeat).ToArray());
        StringAssert.Contains(result.ToString(), "in the root mean square over the repeats");

        SweepResult once = _ml.MulticlassClassification.Sweep(
            _ml.Classes(120), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { NumberOfFolds = 4, Seed = 5 });
        CollectionAssert.AreEqual(once.Trials.Single(trial => trial.Number == result.Best.Number).Validation.Folds.ToArray(), scores[..4]);
    }

    [TestMethod]
    public void Each_kind_of_folds_is_swept_and_says_what_its_standard_error_is()
    {
        IDataView data = SweepData();
        (SweepFolds Folds, string? Key, string Says)[] kinds =
        [
            (SweepFolds.KFold(), null, "share training rows"),
            (SweepFolds.KFold(), "Group", "folds of whole groups by 'Group'"),
            (SweepFolds.LeaveOneGroupOut(), "Group", "groups, which count alike"),
            (SweepFolds.InTimeOrder(gap: 1), null, "how much scores change in time"),
            (SweepFolds.OfColumn("Group"), null, "folds of your own"),
            (SweepFolds.OfMLNet(), null, "those of ML.NET's CrossValidate with the same seed"),
        ];
        foreach ((SweepFolds folds, string? key, string says) in kinds)
        {
            SweepResult result = _ml.MulticlassClassification.Sweep(
                data, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Folds = folds, SamplingKeyColumnName = key, NumberOfFolds = 4 });
            Assert.IsNull(result.Trials[^1].Failure);
            StringAssert.Contains(result.ToString(), says);
            Assert.HasCount(result.FoldSummary.Folds.Count, result.Best.Validation.Folds);

            NestedResult nested = _ml.MulticlassClassification.NestedCrossValidate(
                data, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), 3, options: new MulticlassSweepOptions { Folds = folds, SamplingKeyColumnName = key, NumberOfFolds = 2 });
            StringAssert.Contains(nested.ToString(), says);
            Assert.HasCount(nested.FoldSummary.Folds.Count, nested.Folds);
        }
    }

    private static MemoryView SweepData() => FoldExamples.Grouped([.. Enumerable.Range(0, 60).Select(row => row * 7 % 3)], [.. Enumerable.Range(0, 60).Select(row => row % 6)]);
}
