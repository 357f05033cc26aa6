using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Metrics;

[TestClass]
public class RegressionTallyTests
{
    private const int Rows = 200;

    [TestMethod]
    public void All_metrics_are_those_of_the_evaluator()
    {
        (float[] labels, double[] scores) = Draw();
        IDataView view = new MemoryView(Rows)
            .Add("Label", NumberDataViewType.Single, row => labels[row])
            .Add("Score", NumberDataViewType.Single, row => (float)scores[row]);
        RegressionMetrics expected = new MLContext(seed: 1).Regression.Evaluate(view);
        var tally = new RegressionTally(new ScoredNumbers(labels, scores, weights: null));
        Assert.AreEqual(expected.RootMeanSquaredError, tally.RootMeanSquaredError, 1e-6);
        Assert.AreEqual(expected.MeanSquaredError, tally.MeanSquaredError, 1e-6);
        Assert.AreEqual(expected.MeanAbsoluteError, tally.MeanAbsoluteError, 1e-6);
        Assert.AreEqual(expected.RSquared, tally.RSquared, 1e-6);
    }

    [TestMethod]
    public void A_row_of_weight_two_is_two_rows_and_one_of_weight_zero_none()
    {
        (float[] labels, double[] scores) = Draw();
        int[] repeated = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var expected = new RegressionTally(new ScoredNumbers([.. repeated.Select(row => labels[row])], [.. repeated.Select(row => scores[row])], weights: null));
        var weighted = new RegressionTally(new ScoredNumbers(labels, scores, [.. Enumerable.Range(0, Rows).Select(row => row % 3.0)]));
        Assert.AreEqual(expected.RootMeanSquaredError, weighted.RootMeanSquaredError, 1e-12);
        Assert.AreEqual(expected.MeanAbsoluteError, weighted.MeanAbsoluteError, 1e-12);
        Assert.AreEqual(expected.RSquared, weighted.RSquared, 1e-12);
    }

    [TestMethod]
    public void Rows_without_a_label_or_an_answer_are_left_out()
    {
        var rows = new ScoredNumbers([1, 2, float.NaN, 4, float.PositiveInfinity], [1, 4, 3, double.NaN, 5], weights: null);
        Assert.AreEqual(new RowCounts(5, withoutLabel: 2, ofUnknownClass: 0, unanswered: 1), rows.Counts);
        Assert.AreEqual(2, rows.Counts.Answered);
        Assert.AreEqual(1, new RegressionTally(rows).MeanAbsoluteError);
        Assert.AreEqual(2, new RegressionTally(rows).MeanSquaredError);
        Assert.AreEqual(1 - 4 / 0.5, new RegressionTally(rows).RSquared);
        Assert.IsTrue(double.IsNaN(new RegressionTally(new ScoredNumbers([0.1f, 0.1f, 0.1f], [1, 2, 3], weights: null)).RSquared));
        Assert.IsTrue(double.IsNaN(new RegressionTally(new ScoredNumbers([1], [double.NaN], weights: null)).MeanAbsoluteError));
    }

    private static (float[] Labels, double[] Scores) Draw()
    {
        var random = new Random(1);
        return ([.. Enumerable.Range(0, Rows).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextSingle())]);
    }
}
