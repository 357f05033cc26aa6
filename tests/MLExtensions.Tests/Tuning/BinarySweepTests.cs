using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Trainers.Binary;

namespace MLExtensions.Tests.Tuning;

/// <summary>All that a sweep offers, for rows of two classes.</summary>
[TestClass]
public class BinarySweepTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Scores_of_trials_trained_together_are_those_of_each_alone()
    {
        foreach (SweepPipeline pipeline in (SweepPipeline[])[BinarySweeps.Logistic(), BinarySweeps.Svm()])
        {
            double[] together = Sweep(pipeline, new BinarySweepOptions { Seed = 1, Stratify = true }).Scores();
            double[] alone = Sweep(pipeline, new BinarySweepOptions { Seed = 1, Stratify = true, TrainTogether = false }).Scores();
            for (int i = 0; i < alone.Length; i++)
                Assert.AreEqual(alone[i], together[i], 0.005);
        }
    }

    [TestMethod]
    public void It_goes_by_the_area_under_the_ROC_curve_unless_told_otherwise()
    {
        SweepResult result = Sweep(BinarySweeps.Logistic(), new BinarySweepOptions { Seed = 1, AlsoReport = [BinaryMetric.F1Score, BinaryMetric.LogLoss] });
        Assert.AreEqual("AreaUnderRocCurve", result.Metric);
        Assert.AreEqual(0.5, result.Guess.Mean, 1e-12);
        CollectionAssert.AreEquivalent(new[] { "F1Score", "LogLoss" }, result.Best.Reported.Keys.ToArray());
        Assert.IsGreaterThan(0.6, result.Best.Validation.Mean);
        Assert.AreNotEqual(FitVerdict.Unclear, result.Diagnose(result.Trials[^1]).Verdict);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Out_of_fold_predictions_are_evaluated_as_ML_NET_s_own_and_give_the_scores_of_the_folds(bool calibrated)
    {
        BinarySweepResult result = Sweep(calibrated ? BinarySweeps.Logistic() : BinarySweeps.Svm(), new BinarySweepOptions { Seed = 1, TrainTogether = false });
        IDataView predictions = result.OutOfFold(result.Best);
        string[] columns = [.. predictions.Schema.Where(column => !column.IsHidden).Select(column => column.Name)];
        Assert.AreEqual(calibrated, columns.Contains("Probability"));
        BinaryClassificationMetrics all = calibrated ? _ml.BinaryClassification.Evaluate(predictions) : _ml.BinaryClassification.EvaluateNonCalibrated(predictions);
        Assert.AreEqual(result.Best.Validation.Mean, all.AreaUnderRocCurve, 0.05);
        for (int fold = 1; fold <= 5; fold++)
        {
            IDataView rows = _ml.Data.FilterByCustomPredicate<FoldRow>(predictions, row => row.Fold != fold);
            Assert.AreEqual(result.Best.Validation.Folds[fold - 1], _ml.BinaryClassification.EvaluateNonCalibrated(rows).AreaUnderRocCurve, 1e-12);
        }
    }

    [TestMethod]
    public void Stratified_folds_hold_as_many_true_rows_each()
    {
        BinarySweepResult result = Sweep(BinarySweeps.Logistic(), new BinarySweepOptions { Seed = 1, Stratify = true });
        IDataView predictions = result.OutOfFold(result.Best);
        int[] counts = [.. predictions.GetColumn<int>("Fold").Zip(predictions.GetColumn<bool>("Label")).GroupBy(row => row.First).Select(fold => fold.Count(row => row.Second))];
        Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min());
    }

    [TestMethod]
    public void Trainers_of_ML_NET_can_be_swept_and_chosen_among()
    {
        SweepParameter<string> trainer = SweepParameter.Choices("trainer", ["ours", "L-BFGS", "SDCA"]);
        BinarySweepResult result = _ml.BinaryClassification.Sweep(
            BinarySweeps.Rows(_ml),
            SweepPipeline.Create((ml, values) => values.Get(trainer) switch
            {
                "ours" => BinarySweeps.Logistic(ml, 1),
                "L-BFGS" => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(l1Regularization: 0, l2Regularization: 2),
                _ => (IEstimator<ITransformer>)ml.BinaryClassification.Trainers.SdcaLogisticRegression(),
            }),
            SweepSearch.Grid(trainer), new BinarySweepOptions { Metric = BinaryMetric.LogLoss, Seed = 1 });
        Assert.IsTrue(result.Trials.All(trial => trial.Failure is null));
        double[] same = [.. result.Trials.Where(trial => trial.Values.Get(trainer) != "SDCA").Select(trial => trial.Validation.Mean)];
        Assert.AreEqual(same[0], same[1], 1e-4);
    }

    [TestMethod]
    public void Curves_nested_cross_validation_the_check_and_the_estimate_work_alike()
    {
        IDataView data = BinarySweeps.Rows(_ml, 300);
        var options = new BinarySweepOptions { Seed = 1, Stratify = true };
        ValidationCurve curve = _ml.BinaryClassification.ValidationCurve(data, BinarySweeps.Logistic(), BinarySweeps.Lambda, options);
        Assert.HasCount(3, curve.Points);
        LearningCurve learning = _ml.BinaryClassification.LearningCurve(data, BinarySweeps.Logistic(_ml, 1), [0.5, 1], options);
        Assert.HasCount(2, learning.Points);
        NestedResult nested = _ml.BinaryClassification.NestedCrossValidate(data, BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda), 3, options: options);
        Assert.AreEqual(curve.Points.Max(point => point.Trial.Validation.Mean), nested.Scores.Mean, 0.05);
        OverfitCheck check = _ml.BinaryClassification.CheckCanOverfit(BinarySweeps.Rows(_ml, 100, features: 40), BinarySweeps.Logistic(_ml, 1e-4f));
        Assert.IsTrue(check.Passed);
        Assert.AreEqual("Accuracy", check.Metric);
        BinarySweepResult result = _ml.BinaryClassification.Sweep(data, BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda), options);
        IDataView heldOut = BinarySweeps.Rows(_ml, 2000, seed: 2);
        ITransformer model = result.Refit(result.Best);
        HeldOutEstimate estimate = result.Estimate(model, heldOut);
        Assert.AreEqual(_ml.BinaryClassification.Evaluate(model.Transform(heldOut)).AreaUnderRocCurve, estimate.Score, 1e-12);
        Assert.AreEqual(2000, estimate.Rows);
    }

    [TestMethod]
    public void One_label_is_refused_before_the_first_fit()
    {
        IDataView same = BinaryExample.View(_ml, [.. BinaryExample.Draw(80, 2, seed: 1).Where(row => row.Label)]);
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.BinaryClassification.Sweep(same, BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda))).Message,
            "All labels in the column 'Label' are 'true': there is only one class");
    }

    [TestMethod]
    public void Rows_lacking_a_feature_do_not_make_a_trial_win()
    {
        BinaryExample[] rows = BinaryExample.Draw(150, 3, seed: 1);
        for (int i = 0; i < rows.Length; i += 10)
            rows[i].Features[0] = float.NaN;
        SweepParameter<bool> filled = SweepParameter.Choices("filled", [true, false]);
        BinarySweepResult result = _ml.BinaryClassification.Sweep(
            BinaryExample.View(_ml, rows),
            SweepPipeline.Create((ml, values) => values.Get(filled)
                ? ml.Transforms.ReplaceMissingValues("Features").Append(BinarySweeps.Logistic(ml, 1))
                : BinarySweeps.Logistic(ml, 1)),
            SweepSearch.Grid(filled), new BinarySweepOptions { Seed = 1 });
        Assert.IsTrue(result.Best.Values.Get(filled));
        StringAssert.Contains(result.Trials[^1].Failure!.Message, "AreaUnderRocCurve leaves out those without an answer");
    }

    [TestMethod]
    public void A_metric_of_the_user_s_own_gets_labels_scores_probabilities_and_predictions()
    {
        BinarySweepResult result = Sweep(BinarySweeps.Logistic(), new BinarySweepOptions
        {
            Seed = 1,
            TrainTogether = false,
            CustomMetric = new CustomMetric("Brier", higherIsBetter: false, rows => rows.GetColumn<bool>("Label").Zip(rows.GetColumn<float>("Probability"))
                .Average(row => Math.Pow((row.First ? 1 : 0) - row.Second, 2))),
        });
        Assert.AreEqual("Brier", result.Metric);
        Assert.IsInRange(0.05, 0.25, result.Best.Validation.Mean);
    }

    private BinarySweepResult Sweep(SweepPipeline pipeline, BinarySweepOptions options) =>
        _ml.BinaryClassification.Sweep(BinarySweeps.Rows(_ml), pipeline, SweepSearch.Grid(BinarySweeps.Lambda), options);

    private sealed class FoldRow
    {
        public int Fold { get; set; }
    }
}
