using Microsoft.ML;

namespace MLExtensions.Tests.Tuning;

/// <summary>Which rows an estimate rests on, and what it says about the others. The model is right about all rows that it can be right about.</summary>
[TestClass]
public class HeldOutEstimateTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.01f, 1, count: 2);
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Rows_of_an_unknown_class_are_wrong_for_accuracies_and_named()
    {
        HeldOutEstimate estimate = Estimate(MulticlassMetric.MicroAccuracy, row => row.Label = "new");
        Assert.AreEqual(0.5, estimate.Score);
        Assert.IsGreaterThan(0, estimate.StandardError);
        Assert.AreEqual(90, estimate.Rows);
        Assert.AreEqual(new RowCounts(90, 0, 45, 0), estimate.HeldOut);
        CollectionAssert.AreEqual(new[] { "new" }, estimate.UnknownClasses.ToArray());
        StringAssert.StartsWith(estimate.ToString(), "MicroAccuracy on 90 rows held out: 0.5");
        StringAssert.EndsWith(estimate.ToString(), "; 45 rows of classes that the model does not know ('new') count as wrong");
    }

    [TestMethod]
    public void A_label_with_a_blank_behind_is_of_an_unknown_class()
    {
        HeldOutEstimate estimate = Estimate(MulticlassMetric.MacroAccuracy, row => row.Label += " ");
        CollectionAssert.AreEquivalent(new[] { "c0 ", "c1 ", "c2 " }, estimate.UnknownClasses.ToArray());
        Assert.AreEqual(0.5, estimate.Score);
        StringAssert.Contains(estimate.ToString(), "'c0 '");
    }

    [TestMethod]
    public void Rows_of_an_unknown_class_are_left_out_of_the_log_loss()
    {
        HeldOutEstimate all = Estimate(MulticlassMetric.LogLoss, _ => { });
        HeldOutEstimate estimate = Estimate(MulticlassMetric.LogLoss, row => row.Label = "new");
        Assert.AreEqual(45, estimate.Rows);
        Assert.AreEqual(all.Score, estimate.Score, 0.01);
        StringAssert.StartsWith(estimate.ToString(), "LogLoss on 45 of 90 rows held out: ");
        StringAssert.EndsWith(estimate.ToString(), "; 45 rows of classes that the model does not know ('new') are left out");
    }

    [TestMethod]
    public void Rows_that_lack_a_feature_are_wrong_for_accuracies_and_left_out_of_other_metrics()
    {
        HeldOutEstimate accuracy = Estimate(MulticlassMetric.MicroAccuracy, row => row.Features[0] = float.NaN);
        Assert.AreEqual(0.5, accuracy.Score);
        Assert.AreEqual(new RowCounts(90, 0, 0, 45), accuracy.HeldOut);
        StringAssert.EndsWith(accuracy.ToString(), "; 45 rows that the model gives no answer for, as where a feature is missing, count as wrong");

        HeldOutEstimate error = OfNumbers(row => row.Features[0] = float.NaN);
        Assert.AreEqual(45, error.Rows);
        Assert.IsLessThan(0.1, error.Score);
        StringAssert.Contains(error.ToString(), " on 45 of 90 rows held out: ");
        StringAssert.EndsWith(error.ToString(), "are left out");
    }

    [TestMethod]
    public void Rows_without_a_label_are_left_out()
    {
        HeldOutEstimate estimate = Estimate(MulticlassMetric.MicroAccuracy, row => row.Label = "");
        Assert.AreEqual(1, estimate.Score);
        Assert.AreEqual(45, estimate.Rows);
        Assert.AreEqual(45, estimate.HeldOut.WithoutLabel);
        StringAssert.EndsWith(estimate.ToString(), "; 45 rows without a label are left out");
        Assert.AreEqual(45, OfNumbers(row => row.Number = float.NaN).HeldOut.WithoutLabel);
    }

    [TestMethod]
    public void Where_all_rows_count_nothing_more_is_said() =>
        StringAssert.Matches(Estimate(MulticlassMetric.MicroAccuracy, _ => { }).ToString(), new("^MicroAccuracy on 90 rows held out: 1.0000 ± 0.0000$"));

    [TestMethod]
    public void No_row_to_score_is_an_error()
    {
        SweepResult result = Sweep(MulticlassMetric.LogLoss);
        ITransformer model = result.Refit(result.Best);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => result.Estimate(model, View([]))).Message, "the data held out have no rows");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => result.Estimate(model, View(Rows(row => row.Label = "new", all: true)))).Message,
            "There is nothing to estimate LogLoss on. Held out are 90 rows (90 of a class");
        Assert.ThrowsExactly<InvalidOperationException>(() => OfNumbers(row => row.Features[0] = float.NaN, all: true));
    }

    [TestMethod]
    public void Keys_are_compared_by_what_they_stand_for()
    {
        // Each set is keyed by itself, as its labels come.
        SweepResult result = _ml.MulticlassClassification.Sweep(Keyed(Rows(_ => { })), Softmax(), SweepSearch.Grid(_lambda), Options(MulticlassMetric.MicroAccuracy));
        ITransformer model = result.Refit(result.Best);
        EntryPoints.SourceRow[] reversed = [.. Rows(_ => { }).OrderByDescending(row => row.Label, StringComparer.Ordinal)];
        Assert.AreEqual(1, result.Estimate(model, Keyed(reversed)).Score);
        Assert.AreEqual(1, result.Estimate(model, Keyed([.. reversed.Where(row => row.Label != "c1")])).Score);
        HeldOutEstimate other = result.Estimate(model, Keyed(Rows(row => row.Label = "new")));
        Assert.AreEqual(0.5, other.Score);
        CollectionAssert.AreEqual(new[] { "new" }, other.UnknownClasses.ToArray());
    }

    private static SweepPipeline Softmax() => SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(_lambda)));

    private SweepResult Sweep(MulticlassMetric metric) => _ml.MulticlassClassification.Sweep(
        View(Rows(_ => { })), SweepPipeline.Create(_ml.Transforms.Conversion.MapValueToKey("Label")).Append((ml, values) => Softmax().At(ml, values)), SweepSearch.Grid(_lambda), Options(metric));

    private static MulticlassSweepOptions Options(MulticlassMetric metric) => new() { Seed = 1, Metric = metric, NumberOfFolds = 2 };

    private HeldOutEstimate Estimate(MulticlassMetric metric, Action<EntryPoints.SourceRow> change)
    {
        SweepResult result = Sweep(metric);
        return result.Estimate(result.Refit(result.Best), View(Rows(change)));
    }

    private HeldOutEstimate OfNumbers(Action<EntryPoints.SourceRow> change, bool all = false)
    {
        SweepResult result = _ml.Regression.Sweep(
            View(Rows(_ => { })), SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression("Number", l2Regularization: values.Get(_lambda))),
            SweepSearch.Grid(_lambda), new RegressionSweepOptions { Seed = 1, LabelColumnName = "Number", NumberOfFolds = 2 });
        return result.Estimate(result.Refit(result.Best), View(Rows(change, all)));
    }

    /// <summary>Every second row changed, or all.</summary>
    private static EntryPoints.SourceRow[] Rows(Action<EntryPoints.SourceRow> change, bool all = false)
    {
        EntryPoints.SourceRow[] rows = [.. EntryPoints.Draw(new Random(1), 90)];
        for (int i = 0; i < rows.Length; i += all ? 1 : 2)
            change(rows[i]);
        return rows;
    }

    private IDataView View(EntryPoints.SourceRow[] rows) => _ml.Data.LoadFromEnumerable(rows);

    private IDataView Keyed(EntryPoints.SourceRow[] rows) => _ml.Transforms.Conversion.MapValueToKey("Label").Fit(View(rows)).Transform(View(rows));
}
