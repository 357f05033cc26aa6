using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Tuning;

/// <summary>Decision thresholds are chosen on rows that models had not seen, and become part of the model.</summary>
[TestClass]
public class ThresholdTests
{
    private readonly MLContext _ml = new(seed: 1);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Points_are_what_counting_gives_at_each_threshold()
    {
        BinarySweepResult result = Sweep(BinarySweeps.Logistic());
        ThresholdCurve curve = result.TrainThresholdCurve(result.Best);
        IDataView predictions = result.OutOfFold(result.Best);
        float[] scores = [.. predictions.GetColumn<float>("Score")];
        bool[] labels = [.. predictions.GetColumn<bool>("Label")];
        Assert.HasCount(scores.Distinct().Count() + 1, curve.Points);
        Assert.AreEqual((0.0, 0.0), (curve.Points[0].Recall, curve.Points[0].FalsePositiveRate));
        Assert.AreEqual((1.0, 1.0), (curve.Points[^1].Recall, curve.Points[^1].FalsePositiveRate));
        foreach (DecisionThreshold point in curve.Points)
        {
            Assert.AreEqual(Count((score, label) => score > point.Value && label), point.TruePositives);
            Assert.AreEqual(Count((score, label) => score > point.Value && !label), point.FalsePositives);
            Assert.AreEqual(Count((score, label) => score <= point.Value && label), point.FalseNegatives);
            Assert.AreEqual(Count((score, label) => score <= point.Value && !label), point.TrueNegatives);
        }

        Assert.HasCount(5, curve.Folds);
        Assert.AreEqual(150, curve.Folds.Sum(fold => fold[0].FalseNegatives + fold[0].TrueNegatives));

        int Count(Func<float, bool, bool> counts) => scores.Zip(labels).Count(row => counts(row.First, row.Second));
    }

    [TestMethod]
    public void A_goal_is_reached_by_the_best_of_all_thresholds()
    {
        BinarySweepResult result = Sweep(BinarySweeps.Logistic());
        ThresholdCurve curve = result.TrainThresholdCurve(result.Best);
        Assert.AreEqual(curve.Points.Max(point => point.F1Score), curve.Choose(ThresholdGoal.F1Score()).F1Score);
        DecisionThreshold precise = curve.Choose(ThresholdGoal.Precision(0.6));
        Assert.IsGreaterThanOrEqualTo(0.6, precise.Precision);
        Assert.AreEqual(curve.Points.Where(point => point.TruePositives > 0 && point.Precision >= 0.6).Max(point => point.Recall), precise.Recall);
        DecisionThreshold complete = curve.Choose(ThresholdGoal.Recall(0.9));
        Assert.IsGreaterThanOrEqualTo(0.9, complete.Recall);
        Assert.AreEqual(curve.Points.Where(point => point.Recall >= 0.9).Max(point => point.Precision), complete.Precision);
        DecisionThreshold cheap = curve.Choose(ThresholdGoal.LeastCost(falsePositive: 1, falseNegative: 5));
        Assert.AreEqual(curve.Points.Min(point => point.FalsePositives + 5 * point.FalseNegatives), cheap.FalsePositives + 5 * cheap.FalseNegatives);
        Assert.AreEqual(complete, result.ChooseThreshold(result.Best, ThresholdGoal.Recall(0.9)));
        StringAssert.Matches(complete.ToString(), new(@"^Score > -?\d.*: precision 0\.\d{3}, recall 0\.9\d\d, F1 0\.\d{3}, accuracy 0\.\d{3}$"));
    }

    [TestMethod]
    public void What_cannot_be_reached_is_said_with_what_can()
    {
        BinarySweepResult result = Sweep(BinarySweeps.Logistic());
        ThresholdCurve curve = result.TrainThresholdCurve(result.Trials[^1]);
        double most = curve.Points.Where(point => point.TruePositives > 0).Max(point => point.Precision);
        if (most < 1)
            StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => curve.Choose(ThresholdGoal.Precision(1))).Message, "No threshold gives a precision of at least 1: the most that is reached is 0.");
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdGoal.Recall(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdGoal.Precision(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdGoal.LeastCost(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdGoal.LeastCost(-1, 1));
    }

    [TestMethod]
    [DataRow("logistic")]
    [DataRow("svm")]
    [DataRow("calibrated")]
    [DataRow("chain")]
    [DataRow("L-BFGS")]
    public void It_is_part_of_the_model_also_after_saving(string kind)
    {
        SweepPipeline pipeline = kind switch
        {
            "logistic" => BinarySweeps.Logistic(),
            "svm" => BinarySweeps.Svm(),
            "calibrated" => BinarySweeps.Svm().Append(_ml.BinaryClassification.Calibrators.Platt()),
            "chain" => SweepPipeline.Create((ml, values) => ml.Transforms.NormalizeMeanVariance("Features").Append(BinarySweeps.Logistic(ml, values.Get(BinarySweeps.Lambda)))),
            _ => SweepPipeline.Create((ml, values) => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: values.Get(BinarySweeps.Lambda))),
        };
        BinarySweepResult result = Sweep(pipeline);
        DecisionThreshold threshold = result.ChooseThreshold(result.Best, ThresholdGoal.Recall(0.95));
        ITransformer model = result.Refit(result.Best, threshold);
        IDataView data = BinarySweeps.Rows(_ml, 200, seed: 3);
        using var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        foreach (ITransformer each in (ITransformer[])[model, _ml.Model.Load(file, out _)])
        {
            IDataView scored = each.Transform(data);
            bool[] expected = [.. scored.GetColumn<float>("Score").Select(score => score > threshold.Value)];
            CollectionAssert.AreEqual(expected, scored.GetColumn<bool>("PredictedLabel").ToArray());
            Assert.IsTrue(expected.Contains(true) && expected.Contains(false));
        }
    }

    /// <summary>On rows the model was trained on, recall would be too high; out of fold it is as high as on new rows.</summary>
    [TestMethod]
    public void A_recall_that_was_asked_for_is_kept_on_new_rows()
    {
        const int Seeds = 20;
        var recalls = new double[Seeds];
        TestContext.WriteLine("seed  threshold  recall out of fold  recall on the test set  precision on the test set");
        for (int seed = 0; seed < Seeds; seed++)
        {
            var ml = new MLContext(seed);
            IDataView test = BinarySweeps.Rows(ml, 3000, seed: 1000 + seed, features: 12);
            BinarySweepResult result = ml.BinaryClassification.Sweep(
                BinarySweeps.Rows(ml, 300, seed: 1 + seed, features: 12), BinarySweeps.Logistic(), SweepSearch.Grid(BinarySweeps.Lambda),
                new BinarySweepOptions { Stratify = true });
            DecisionThreshold threshold = result.ChooseThreshold(result.Best, ThresholdGoal.Recall(0.9));

            // ML.NET's evaluator takes scores above 0 for true, whatever the threshold of the model is.
            IDataView scored = result.Refit(result.Best, threshold).Transform(test);
            (bool Label, bool Predicted)[] rows = [.. scored.GetColumn<bool>("Label").Zip(scored.GetColumn<bool>("PredictedLabel"))];
            recalls[seed] = rows.Count(row => row.Label && row.Predicted) / (double)rows.Count(row => row.Label);
            double precision = rows.Count(row => row.Label && row.Predicted) / (double)rows.Count(row => row.Predicted);
            TestContext.WriteLine(FormattableString.Invariant($"{seed,4}  {threshold.Value,9:F3}  {threshold.Recall,18:F3}  {recalls[seed],22:F3}  {precision,25:F3}"));
        }

        double mean = recalls.Average();
        double standardError = Math.Sqrt(recalls.Sum(recall => (recall - mean) * (recall - mean)) / (Seeds - 1) / Seeds);
        TestContext.WriteLine(FormattableString.Invariant($"mean {mean:F3} ± {standardError:F3}"));
        Assert.IsGreaterThanOrEqualTo(0.9 - 2 * standardError, mean);
        Assert.AreEqual(0.9, mean, 0.03);
    }

    private BinarySweepResult Sweep(SweepPipeline pipeline) => _ml.BinaryClassification.Sweep(
        BinarySweeps.Rows(_ml), pipeline, SweepSearch.Grid(BinarySweeps.Lambda), new BinarySweepOptions { Seed = 1, Stratify = true, TrainTogether = false });
}
