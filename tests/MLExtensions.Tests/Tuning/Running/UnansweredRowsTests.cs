using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MLExtensions.Tests.Tuning.Metrics;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>A row without an answer is wrong for accuracies; by other metrics nobody wins by leaving rows unanswered.</summary>
[TestClass]
public class UnansweredRowsTests
{
    private static readonly SweepParameter<string> _missing = SweepParameter.Choices("missing", ["leave", "mean"]);

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_row_without_an_answer_is_wrong(bool together)
    {
        SweepResult result = NamedRows.Sweep(NamedRows.Far(30, lacking: 4), mappedBefore: false, MulticlassMetric.MicroAccuracy, options =>
            (options.NumberOfFolds, options.TrainTogether) = (3, together));
        Assert.AreEqual(new RowCounts(30, 0, 0, unanswered: 1), result.Best.ValidationRows);
        Assert.AreEqual(1, result.Best.Validation.Folds.Count(score => score < 1));
        StringAssert.Contains(result.ToString(), "30 rows (1 without an answer)");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_fold_none_of_whose_rows_has_an_answer_is_all_wrong(bool together)
    {
        SweepResult result = NamedRows.Sweep(NamedRows.Far(30, lacking: 4), mappedBefore: true, MulticlassMetric.MicroAccuracy, options =>
            (options.LabelColumnName, options.NumberOfFolds, options.Stratify, options.TrainTogether) = ("Label", 30, true, together));
        Assert.AreEqual(29 / 30.0, result.Best.Validation.Mean, 1e-12);
    }

    [TestMethod]
    public void A_trial_that_answers_fewer_rows_fails_or_is_told_to()
    {
        SweepResult result = Sweep(allow: false);
        Assert.AreEqual("mean", result.Best.Values.Get(_missing));
        Assert.AreEqual(0, result.Best.ValidationRows.Unanswered);
        SweepTrial left = result.Trials[1];
        StringAssert.Contains(left.Failure!.Message, $"it answers {left.ValidationRows.Answered} of 90 validation rows, and another trial 90; RootMeanSquaredError leaves out those without an answer");

        result = Sweep(allow: true);
        Assert.AreEqual("leave", result.Best.Values.Get(_missing));
        StringAssert.Contains(result.ToString().Split('\n')[1], $"Another trial answers 90 of these rows, the best but {left.ValidationRows.Answered}");
        Assert.IsLessThan(90, result.Best.ValidationRows.Answered);
    }

    [TestMethod]
    public void Where_all_trials_leave_the_same_rows_they_compare()
    {
        IDataView data = WithMissing();
        SweepResult result = _ml.Regression.Sweep(data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        Assert.IsTrue(result.Trials.All(trial => trial.Failure is null));
        StringAssert.StartsWith(result.ToString(), $"The best was scored on 90 rows ({result.Best.ValidationRows.Unanswered} without an answer).");
    }

    [TestMethod]
    public void A_score_of_no_answer_at_all_is_refused()
    {
        SweepResult result = Sweep(allow: true);
        IDataView none = new MemoryView(50)
            .Add("Label", NumberDataViewType.Single, row => (float)row)
            .AddVectors("Raw", NumberDataViewType.Single, 2, _ => (float[])[float.NaN, 1]);
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => result.Estimate(result.Refit(result.Best), none)).Message, "50 without an answer");
    }

    [TestMethod]
    public void What_leaves_rows_unanswered_has_not_learnt_them_by_heart()
    {
        IDataView rows = NamedRows.Far(20, lacking: [.. Enumerable.Range(2, 18)]);
        OverfitCheck check = _ml.MulticlassClassification.CheckCanOverfit(
            rows, _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Append(SweepExamples.Softmax(_ml, 1e-4f)));
        Assert.IsFalse(check.Passed);
        Assert.AreEqual(18, check.Rows.Unanswered);
        Assert.AreEqual(0.1, check.Score, 1e-12);
        StringAssert.Contains(check.ToString(), "20 rows (18 without an answer)");

        OverfitCheck numbers = _ml.Regression.CheckCanOverfit(
            WithMissing(), _ml.Transforms.CopyColumns("Features", "Raw").Append(_ml.Regression.Trainers.RidgeRegression(l2Regularization: 1e-6f)), seed: 1);
        Assert.IsGreaterThan(0.99, numbers.Score);
        Assert.IsFalse(numbers.Passed);
    }

    /// <summary>Half of the rows lack a feature that the label depends on.</summary>
    private static MemoryView WithMissing()
    {
        var random = new Random(1);
        float[][] features = [.. Enumerable.Range(0, 90).Select(_ => (float[])[random.NextSingle() * 10, random.NextSingle() * 10])];
        float[] labels = Array.ConvertAll(features, row => 3 * row[0] + 2 * row[1]);
        for (int row = 0; row < 90; row += 2)
            features[row][1] = float.NaN;
        return new MemoryView(90)
            .Add("Label", NumberDataViewType.Single, row => labels[row])
            .AddVectors("Raw", NumberDataViewType.Single, 2, row => features[row])
            .AddVectors("Features", NumberDataViewType.Single, 2, row => features[row]);
    }

    private SweepResult Sweep(bool allow) => _ml.Regression.Sweep(
        WithMissing(),
        SweepPipeline.Create((ml, values) => values.Get(_missing) == "mean"
                ? ml.Transforms.ReplaceMissingValues("Features", "Raw", MissingValueReplacingEstimator.ReplacementMode.Mean)
                : ml.Transforms.CopyColumns("Features", "Raw"))
            .Append((ml, _) => ml.Regression.Trainers.RidgeRegression()),
        SweepSearch.Grid(_missing), new RegressionSweepOptions { Seed = 1, AllowUnanswered = allow });
}
