using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Tuning;

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
        var random = new Random(classes);
        int[] targets = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(classes - 1))];
        float[][] scores = [.. targets.Select(_ => (float[])[.. Enumerable.Range(0, classes).Select(_ =>
            hasTies ? random.Next(3) : spread * (random.NextSingle() - 0.5f))])];
        MulticlassClassificationMetrics expected = Evaluate(targets, scores, classes);

        var tally = new MulticlassTally(classes, TopK, takesProbabilities: true);
        for (int i = 0; i < Rows; i++)
            tally.Add([.. scores[i]], [targets[i]]);

        Assert.AreEqual(expected.MicroAccuracy, tally.MicroAccuracy, 1e-12);
        Assert.AreEqual(expected.MacroAccuracy, tally.MacroAccuracy, 1e-12);
        Assert.AreEqual(expected.TopKAccuracy, tally.TopKAccuracy, 1e-12);
        Assert.AreEqual(expected.LogLoss, tally.LogLoss, 1e-6 * expected.LogLoss);
        Assert.AreEqual(expected.LogLossReduction, tally.LogLossReduction, 1e-5 * Math.Abs(expected.LogLossReduction));
        CollectionAssert.AreEqual(Enumerable.Range(0, classes - 1).ToArray(), tally.Present.ToArray());
        foreach (int k in tally.Present)
        {
            Assert.AreEqual(expected.ConfusionMatrix.PerClassRecall[k], tally.Recall(k), 1e-12);
            Assert.AreEqual(expected.PerClassLogLoss[k], tally.LogLossOf(k), 1e-6 * expected.PerClassLogLoss[k]);
        }
    }

    private static MulticlassClassificationMetrics Evaluate(int[] targets, float[][] scores, int classes)
    {
        var ml = new MLContext(seed: 1);
        var key = new KeyDataViewType(typeof(uint), classes);
        float[][] probabilities = Array.ConvertAll(scores, Softmax);
        IDataView view = new MemoryView(Rows)
            .Add("Label", key, row => (uint)targets[row] + 1)
            .AddVectors("Score", NumberDataViewType.Single, classes, row => probabilities[row])
            .Add("PredictedLabel", key, row => (uint)Array.IndexOf(scores[row], scores[row].Max()) + 1);
        return ml.MulticlassClassification.Evaluate(view, topKPredictionCount: TopK);
    }

    private static float[] Softmax(float[] scores)
    {
        double[] exponentials = Array.ConvertAll(scores, score => Math.Exp(score - scores.Max()));
        return Array.ConvertAll(exponentials, exponential => (float)(exponential / exponentials.Sum()));
    }
}
