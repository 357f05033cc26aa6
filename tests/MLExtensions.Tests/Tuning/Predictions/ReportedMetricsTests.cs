using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Tuning.Predictions;

/// <summary>Several metrics of one sweep, and metrics of one's own, come from the same predictions.</summary>
[TestClass]
public class ReportedMetricsTests
{
    private static readonly MulticlassMetric[] _multiclass = Enum.GetValues<MulticlassMetric>();
    private static readonly RegressionMetric[] _regression = Enum.GetValues<RegressionMetric>();

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Each_metric_reported_is_that_of_a_sweep_of_its_own(bool together)
    {
        SweepResult all = Sweep(new MulticlassSweepOptions { AlsoReport = _multiclass, TopKPredictionCount = 2, Seed = 1, TrainTogether = together });
        Assert.HasCount(_multiclass.Length - 1, all.Best.Reported);
        foreach (MulticlassMetric metric in _multiclass)
        {
            SweepResult one = Sweep(new MulticlassSweepOptions { Metric = metric, TopKPredictionCount = 2, Seed = 1, TrainTogether = together });
            foreach (SweepTrial trial in one.Trials)
            {
                SweepTrial same = all.Trials.Single(other => other.Number == trial.Number);
                ScoreSummary scores = one.Metric == all.Metric ? same.Validation : same.Reported[one.Metric];
                CollectionAssert.AreEqual(trial.Validation.Folds.ToArray(), scores.Folds.ToArray());
            }

            StringAssert.Contains(all.ToString(), one.Metric);
        }
    }

    [TestMethod]
    public void Regressions_report_theirs()
    {
        SweepResult all = SweepNumbers(new RegressionSweepOptions { AlsoReport = _regression, Seed = 1 });
        Assert.HasCount(_regression.Length - 1, all.Best.Reported);
        foreach (RegressionMetric metric in _regression.Skip(1))
        {
            SweepResult one = SweepNumbers(new RegressionSweepOptions { Metric = metric, Seed = 1 });
            foreach (SweepTrial trial in one.Trials)
                CollectionAssert.AreEqual(trial.Validation.Folds.ToArray(), all.Trials.Single(other => other.Number == trial.Number).Reported[one.Metric].Folds.ToArray());
        }
    }

    [TestMethod]
    public void What_was_reported_comes_back_from_a_checkpoint_and_other_metrics_are_another_sweep()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sweep");
        try
        {
            var options = new RegressionSweepOptions { AlsoReport = [RegressionMetric.MeanAbsoluteError], Seed = 1, CheckpointFile = file };
            SweepResult first = SweepNumbers(options), second = SweepNumbers(options);
            for (int i = 0; i < first.Trials.Count; i++)
                CollectionAssert.AreEqual(first.Trials[i].Reported["MeanAbsoluteError"].Folds.ToArray(), second.Trials[i].Reported["MeanAbsoluteError"].Folds.ToArray());
            Assert.ThrowsExactly<InvalidDataException>(() => SweepNumbers(new RegressionSweepOptions { Seed = 1, CheckpointFile = file }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void A_metric_that_says_nothing_of_the_predictions_is_refused_where_it_is_but_reported() => StringAssert.Contains(
        Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Svm(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { AlsoReport = [MulticlassMetric.LogLoss], Seed = 1 })).Message,
        "LogLoss takes probabilities");

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void An_accuracy_of_ones_own_chooses_as_the_accuracy_does(bool together)
    {
        var own = new CustomMetric("Own", higherIsBetter: true, rows => rows.GetColumn<uint>("Label").Zip(rows.GetColumn<uint>("PredictedLabel"), (a, b) => a == b ? 1.0 : 0).Average());
        SweepResult accuracy = Sweep(new MulticlassSweepOptions { Seed = 1, TrainTogether = together });
        SweepResult result = Sweep(new MulticlassSweepOptions { CustomMetric = own, AlsoReport = [MulticlassMetric.MicroAccuracy], Seed = 1, TrainTogether = together });
        Assert.AreEqual("Own", result.Metric);
        CollectionAssert.AreEqual(accuracy.Scores(), result.Scores());
        CollectionAssert.AreEqual(accuracy.Guess.Folds.ToArray(), result.Guess.Folds.ToArray());
        CollectionAssert.AreEqual(result.Best.Validation.Folds.ToArray(), result.Best.Reported["MicroAccuracy"].Folds.ToArray());
        Assert.AreEqual(accuracy.Best.Number, result.Best.Number);
    }

    [TestMethod]
    public void A_log_loss_of_ones_own_is_that_of_the_scores_and_its_guess_that_of_the_frequencies()
    {
        var own = new CustomMetric("Own", higherIsBetter: false, rows => rows.GetColumn<uint>("Label").Zip(rows.GetColumn<float[]>("Score"), (label, score) => -Math.Log(score[label - 1])).Average());
        SweepResult result = Sweep(new MulticlassSweepOptions { CustomMetric = own, AlsoReport = [MulticlassMetric.LogLoss], Seed = 1 });
        SweepResult logLoss = Sweep(new MulticlassSweepOptions { Metric = MulticlassMetric.LogLoss, Seed = 1 });
        for (int fold = 0; fold < 5; fold++)
        {
            Assert.AreEqual(result.Best.Reported["LogLoss"].Folds[fold], result.Best.Validation.Folds[fold], 1e-12);
            Assert.AreEqual(logLoss.Guess.Folds[fold], result.Guess.Folds[fold], 1e-6);
        }
    }

    [TestMethod]
    public void A_cost_of_ones_own_chooses_among_regressions()
    {
        var own = new CustomMetric("Cost", higherIsBetter: false, rows => rows.GetColumn<float>("Label").Zip(rows.GetColumn<float>("Score"), (label, score) => Math.Abs((double)score - label)).Average());
        SweepResult result = SweepNumbers(new RegressionSweepOptions { CustomMetric = own, AlsoReport = [RegressionMetric.MeanAbsoluteError], Seed = 1 });
        foreach (SweepTrial trial in result.Trials)
            Assert.AreEqual(trial.Reported["MeanAbsoluteError"].Mean, trial.Validation.Mean, 1e-9);
        Assert.AreEqual(0, own.Perfect);
        Assert.IsNotNull(result.Diagnose());
        Assert.AreEqual("Cost", result.Estimate(result.Refit(result.Best), SweepExamples.Numbers(seed: 2)).Metric);
    }

    [TestMethod]
    public void Wrong_options_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sweep(new MulticlassSweepOptions { AlsoReport = [(MulticlassMetric)9] }));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepNumbers(new RegressionSweepOptions { AlsoReport = null! }));
        Assert.ThrowsExactly<ArgumentException>(() => new CustomMetric(" ", true, _ => 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CustomMetric("Own", true, null!));
    }

    private SweepResult Sweep(MulticlassSweepOptions options) =>
        _ml.MulticlassClassification.Sweep(_ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), options);

    private SweepResult SweepNumbers(RegressionSweepOptions options) =>
        _ml.Regression.Sweep(SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), options);
}
