using Microsoft.ML;
using Microsoft.ML.Transforms;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tests.Tuning.Metrics;

/// <summary>Rows of a class without a row to train on: wrong for accuracies, left out of the log-loss, and counted wherever labels are mapped.</summary>
[TestClass]
public class UnknownClassTests
{
    [TestMethod]
    [DataRow(MulticlassMetric.MicroAccuracy)]
    [DataRow(MulticlassMetric.MacroAccuracy)]
    [DataRow(MulticlassMetric.TopKAccuracy)]
    [DataRow(MulticlassMetric.LogLoss)]
    [DataRow(MulticlassMetric.LogLossReduction)]
    public void Scores_are_the_same_wherever_labels_are_mapped_and_however_models_are_trained(MulticlassMetric metric)
    {
        IDataView rows = NamedRows.WithRareClasses();
        foreach (bool together in (bool[])[true, false])
        {
            SweepTrial inside = Best(mappedBefore: false), before = Best(mappedBefore: true);
            Assert.AreEqual(new RowCounts(99, withoutLabel: 0, ofUnknownClass: 9, unanswered: 0), inside.ValidationRows);
            Assert.AreEqual(inside.ValidationRows, before.ValidationRows);
            for (int fold = 0; fold < 5; fold++)
                Assert.AreEqual(before.Validation.Folds[fold], inside.Validation.Folds[fold], 1e-3, $"fold {fold}, together: {together}");
            CollectionAssert.AreEquivalent(before.ValidationPerClass.Keys.ToArray(), inside.ValidationPerClass.Keys.ToArray());
            StringAssert.Contains(inside.ToString(), "on 99 rows (9 of a class without a row to train on)");

            SweepTrial Best(bool mappedBefore) => NamedRows.Sweep(rows, mappedBefore, metric, options => (options.TrainTogether, options.PerClass) = (together, true)).Best;
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void No_model_is_right_about_them(bool mappedBefore)
    {
        SweepResult result = NamedRows.Sweep(NamedRows.WithRareClasses(), mappedBefore, MulticlassMetric.MicroAccuracy);
        Assert.IsLessThanOrEqualTo(0.92, result.Best.Validation.Mean);
        StringAssert.StartsWith(result.ToString(), "The best was scored on 99 rows (9 of a class without a row to train on).");
        Assert.IsGreaterThan(0.99, NamedRows.Sweep(NamedRows.Far(90), mappedBefore, MulticlassMetric.MicroAccuracy).Best.Validation.Mean);
    }

    [TestMethod]
    public void A_label_that_is_missing_is_none_of_an_unknown_class()
    {
        string[] labels = [.. Enumerable.Range(0, 60).Select(i => i < 6 ? "" : $"c{i % 3}")];
        IDataView rows = NamedRows.View(labels, [.. Enumerable.Range(0, 60).Select(i => (float[])[10f * (i % 3) + i * 37 % 11 * 0.1f])]);
        foreach (bool mappedBefore in (bool[])[true, false])
            Assert.AreEqual(
                new RowCounts(60, withoutLabel: 6, ofUnknownClass: 0, unanswered: 0),
                NamedRows.Sweep(rows, mappedBefore, MulticlassMetric.LogLoss).Best.ValidationRows);
    }

    [TestMethod]
    public void Keys_are_told_apart_by_their_values()
    {
        var ml = new MLContext(seed: 1);
        IDataView training = NamedRows.Far(30);
        IDataView test = NamedRows.View(["c2", "c1", "new", "c0"], [[20, 0], [10, 0], [0, 0], [0, 0]]);
        ValueToKeyMappingEstimator map = ml.Transforms.Conversion.MapValueToKey("Label", "Name");
        IDataView keyed = map.Fit(training).Transform(training);
        ITransformer model = SweepExamples.Softmax(ml, 0.01f).Fit(keyed);

        // Fitted on the test rows, the keys stand for other classes.
        var rows = (ScoredClasses)new MulticlassScorer("Label", MulticlassMetric.MicroAccuracy, 1).Score([model], map.Fit(test).Transform(test));
        CollectionAssert.AreEqual(new[] { "c2", "c1", "new", "c0" }, Array.ConvertAll(rows.Labels.Classes, rows.Labels.NameOf));
        CollectionAssert.AreEqual(new[] { "c2", "c1", "c0", "c0" }, Array.ConvertAll(rows.Predicted, rows.Labels.NameOf));
        Assert.AreEqual(3 / 4.0, new MulticlassTally(rows, topK: 0).MicroAccuracy);
        Assert.AreEqual(1, rows.Counts.OfUnknownClass);
    }

    [TestMethod]
    public void Training_together_works_where_a_fold_has_no_other_rows()
    {
        // Groups are the classes: what is validated was never trained on.
        IDataView rows = NamedRows.View(
            [.. Enumerable.Range(0, 120).Select(i => $"c{i % 12}")], [.. Enumerable.Range(0, 120).Select(i => (float[])[i % 12])]);
        foreach (bool together in (bool[])[true, false])
        {
            SweepTrial best = Sweep(MulticlassMetric.MicroAccuracy).Best;
            Assert.AreEqual(0, best.Validation.Mean);
            Assert.AreEqual(120, best.ValidationRows.OfUnknownClass);
            StringAssert.Matches(
                Assert.Throws<InvalidOperationException>(() => Sweep(MulticlassMetric.LogLoss)).Message,
                new(@"LogLoss leaves out rows of classes without a row to train on, and fold \d has no others"));

            SweepResult Sweep(MulticlassMetric metric) => NamedRows.Sweep(rows, mappedBefore: false, metric, options =>
                (options.SamplingKeyColumnName, options.NumberOfFolds, options.TrainTogether) = ("Name", 3, together));
        }
    }

    [TestMethod]
    public void Many_classes_take_memory_for_their_rows_alone()
    {
        const int Classes = 20_000;
        int[] labels = [.. Enumerable.Range(0, 2 * Classes).Select(row => row / 2)];
        var rows = new ScoredClasses(new ClassLabels(labels, Classes, k => $"c{k}"), weights: null) { Predicted = [.. labels.Select(k => k & ~1)] };
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual(0.5, new MulticlassTally(rows, topK: 0).MicroAccuracy);
        Assert.IsLessThan(1000L * labels.Length, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
