using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Metrics;

[TestClass]
public class MulticlassTallyTests
{
    private const int Rows = 500;
    private const int TopK = 2;

    /// <summary>The last class has no rows.</summary>
    [TestMethod]
    [DataRow(3, 1f, false)]
    [DataRow(7, 1f, false)]
    [DataRow(30, 1f, false)]
    [DataRow(7, 60f, false)]
    [DataRow(7, 1f, true)]
    public void All_metrics_are_those_of_the_evaluator(int classes, float spread, bool hasTies)
    {
        (int[] targets, float[][] probabilities) = Draw(classes, spread, hasTies);
        MulticlassClassificationMetrics expected = Evaluate(targets, probabilities, classes);
        var tally = new MulticlassTally(MadeUpRows.Classes(targets, probabilities), TopK);

        Assert.AreEqual(expected.MicroAccuracy, tally.MicroAccuracy, 1e-12);
        Assert.AreEqual(expected.MacroAccuracy, tally.MacroAccuracy, 1e-12);
        Assert.AreEqual(expected.TopKAccuracy, tally.TopKAccuracy, 1e-12);
        Assert.AreEqual(expected.LogLoss, tally.LogLoss, 1e-12 * expected.LogLoss);
        Assert.AreEqual(expected.LogLossReduction, tally.LogLossReduction, 1e-11 * Math.Abs(expected.LogLossReduction));
        CollectionAssert.AreEqual(Enumerable.Range(0, classes - 1).Select(k => $"c{k}").ToArray(), tally.Recalls.Keys.ToArray());
        for (int k = 0; k < classes - 1; k++)
        {
            Assert.AreEqual(expected.ConfusionMatrix.PerClassRecall[k], tally.Recalls[$"c{k}"], 1e-12);
            Assert.AreEqual(expected.PerClassLogLoss[k], tally.LogLosses[$"c{k}"], 1e-12 * expected.PerClassLogLoss[k]);
        }
    }

    [TestMethod]
    public void A_row_of_weight_two_is_two_rows_and_one_of_weight_zero_none()
    {
        (int[] targets, float[][] probabilities) = Draw(5, 4f, hasTies: false);
        int[] weights = [.. Enumerable.Range(0, Rows).Select(row => row % 3)];
        int[] repeated = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat(row, weights[row]))];
        var expected = new MulticlassTally(
            MadeUpRows.Classes([.. repeated.Select(row => targets[row])], [.. repeated.Select(row => probabilities[row])]), TopK);
        var weighted = new MulticlassTally(MadeUpRows.Classes(targets, probabilities, Array.ConvertAll(weights, weight => (double)weight)), TopK);
        Assert.AreEqual(expected.MicroAccuracy, weighted.MicroAccuracy, 1e-12);
        Assert.AreEqual(expected.MacroAccuracy, weighted.MacroAccuracy, 1e-12);
        Assert.AreEqual(expected.TopKAccuracy, weighted.TopKAccuracy, 1e-12);
        Assert.AreEqual(expected.LogLoss, weighted.LogLoss, 1e-12);
        Assert.AreEqual(expected.LogLossReduction, weighted.LogLossReduction, 1e-12);
    }

    /// <summary>Of six rows one has no label, one no answer, one is of a class that was not trained on.</summary>
    [TestMethod]
    public void What_cannot_be_right_is_wrong_for_accuracies_and_left_out_of_the_log_loss()
    {
        float[][] scores = [[0.8f, 0.1f, 0.1f], [0.5f, 0.3f, 0.2f], [0.1f, 0.7f, 0.2f], [float.NaN, 0.5f, 0.5f], [0.2f, 0.2f, 0.6f], [0.9f, 0.05f, 0.05f]];
        ScoredRows rows = MadeUpRows.Classes([0, 1, 1, 0, 2, -1], scores).TrainedOn(MadeUpRows.Classes([0, 1, 1], scores));
        Assert.AreEqual(new RowCounts(6, withoutLabel: 1, ofUnknownClass: 1, unanswered: 1), rows.Counts);
        Assert.AreEqual("6 rows (1 without a label, 1 of a class without a row to train on, 1 without an answer)", rows.Counts.ToString());

        var tally = new MulticlassTally((ScoredClasses)rows, TopK);
        Assert.AreEqual(2 / 5.0, tally.MicroAccuracy, 1e-12);
        Assert.AreEqual((1 / 2.0 + 1 / 2.0 + 0) / 3, tally.MacroAccuracy, 1e-12);
        Assert.AreEqual(3 / 5.0, tally.TopKAccuracy, 1e-12);
        Assert.AreEqual(-(Math.Log(0.8f) + Math.Log(0.3f) + Math.Log(0.7f)) / 3, tally.LogLoss, 1e-12);
        double entropy = -(Math.Log(1 / 3.0) + 2 * Math.Log(2 / 3.0)) / 3;
        Assert.AreEqual((entropy - tally.LogLoss) / entropy, tally.LogLossReduction, 1e-12);
        CollectionAssert.AreEqual(new[] { "c0", "c1" }, tally.LogLosses.Keys.ToArray());
        Assert.AreEqual(0, tally.Recalls["c2"]);
    }

    [TestMethod]
    public void Where_there_is_nothing_to_compute_from_it_is_NaN()
    {
        var ofOneClass = new MulticlassTally(MadeUpRows.Classes([1, 1], [[0.2f, 0.8f], [0.6f, 0.4f]]), TopK);
        Assert.AreEqual(0.5, ofOneClass.MicroAccuracy);
        Assert.IsTrue(double.IsFinite(ofOneClass.LogLoss));
        Assert.IsTrue(double.IsNaN(ofOneClass.LogLossReduction));
        var ofNone = new MulticlassTally(MadeUpRows.Classes([-1], [[0.2f, 0.8f]]), TopK);
        foreach (double value in (double[])[ofNone.MicroAccuracy, ofNone.MacroAccuracy, ofNone.TopKAccuracy, ofNone.LogLoss, ofNone.LogLossReduction])
            Assert.IsTrue(double.IsNaN(value));
    }

    [TestMethod]
    public void More_places_than_classes_hold_every_class()
    {
        ScoredClasses rows = MadeUpRows.Classes([0, 1, 2], [[0, 1, 2], [2, 1, 0], [2, 1, 0]]);
        Assert.AreEqual(1, new MulticlassTally(rows, 3).TopKAccuracy);
        Assert.AreEqual(1, new MulticlassTally(rows, int.MaxValue).TopKAccuracy);
    }

    private static (int[] Targets, float[][] Probabilities) Draw(int classes, float spread, bool hasTies)
    {
        var random = new Random(classes);
        int[] targets = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(classes - 1))];
        return (targets, [.. targets.Select(_ => Softmax([.. Enumerable.Range(0, classes).Select(_ =>
            hasTies ? random.Next(3) : spread * (random.NextSingle() - 0.5f))]))]);
    }

    private static MulticlassClassificationMetrics Evaluate(int[] targets, float[][] probabilities, int classes)
    {
        var ml = new MLContext(seed: 1);
        var key = new KeyDataViewType(typeof(uint), classes);
        IDataView view = new MemoryView(Rows)
            .Add("Label", key, row => (uint)targets[row] + 1)
            .AddVectors("Score", NumberDataViewType.Single, classes, row => probabilities[row])
            .Add("PredictedLabel", key, row => (uint)Array.IndexOf(probabilities[row], probabilities[row].Max()) + 1);
        return ml.MulticlassClassification.Evaluate(view, topKPredictionCount: TopK);
    }

    private static float[] Softmax(float[] scores)
    {
        double[] exponentials = Array.ConvertAll(scores, score => Math.Exp(score - scores.Max()));
        return Array.ConvertAll(exponentials, exponential => (float)(exponential / exponentials.Sum()));
    }
}
