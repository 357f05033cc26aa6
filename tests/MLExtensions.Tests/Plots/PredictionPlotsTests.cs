using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Plots;
using MLExtensions.Tests.Tuning;
using MLExtensions.Views;
using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Tests.Plots;

[TestClass]
public class PredictionPlotsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Counts_are_those_of_ML_NET_s_confusion_matrix()
    {
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1 });
        IDataView predictions = result.OutOfFold(result.Best);
        ConfusionCounts counts = ConfusionCounts.Of(predictions, "Label");
        ConfusionMatrix expected = _ml.MulticlassClassification.Evaluate(predictions).ConfusionMatrix;
        Assert.HasCount(3, counts.Classes);
        for (int own = 0; own < 3; own++)
            for (int taken = 0; taken < 3; taken++)
                Assert.AreEqual(expected.GetCountForClassPair(taken, own), counts.Counts[own][taken]);
        Plot plot = predictions.ToConfusionPlot();
        Assert.HasCount(9, plot.GetPlottables<Rectangle>());
        Assert.HasCount(counts.Counts.Sum(row => row.Count(count => count > 0)), plot.GetPlottables<Text>());
    }

    [TestMethod]
    public void Classes_are_told_by_their_names_and_those_without_rows_are_left_out()
    {
        // The key 2 is "b" in the one column and "c" in the other.
        MemoryView rows = new MemoryView(4)
            .Add("Label", new KeyDataViewType(typeof(uint), 3), row => row == 3 ? 0 : (uint)row + 1, annotations => AddNames(annotations, "a", "b", "c"))
            .Add("PredictedLabel", new KeyDataViewType(typeof(uint), 4), row => row == 0 ? 1u : 2u, annotations => AddNames(annotations, "a", "c", "b", "never"));
        ConfusionCounts counts = ConfusionCounts.Of(rows, "Label");
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, counts.Classes.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0, 0 }, counts.Counts[0]);
        CollectionAssert.AreEqual(new[] { 0, 0, 1 }, counts.Counts[1]);
        CollectionAssert.AreEqual(new[] { 0, 0, 1 }, counts.Counts[2]);

        static void AddNames(DataViewSchema.Annotations.Builder annotations, params string[] names) => annotations.Add(
            "KeyValues", new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]));
    }

    [TestMethod]
    public void Two_classes_are_false_and_true()
    {
        ConfusionCounts counts = ConfusionCounts.Of(Booleans(100), "Label");
        CollectionAssert.AreEqual(new[] { "false", "true" }, counts.Classes.ToArray());
        Assert.AreEqual(100, counts.Counts.Sum(row => row.Sum()));
    }

    [TestMethod]
    public void Bins_are_means_of_as_many_rows_in_the_order_of_their_probabilities()
    {
        IReadOnlyList<Coordinates> points = Booleans(1000).ToCalibrationPlot(bins: 5).GetPlottables<Scatter>().Last().Data.GetScatterPoints();
        Assert.HasCount(5, points);
        for (int bin = 0; bin < 5; bin++)
        {
            Assert.AreEqual((2 * bin + 1) / 10.0, points[bin].X, 1e-3);
            Assert.AreEqual(points[bin].X, points[bin].Y, 0.08);
        }
    }

    [TestMethod]
    public void What_is_missing_is_told()
    {
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Booleans(20).ToConfusionPlot("Class")).Message, "There is no column 'Class' among the predictions; there are 'Label', 'Probability', 'PredictedLabel'.");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Booleans(20).ToConfusionPlot("Probability")).Message, "has to be a key or Boolean");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Booleans(20).ToCalibrationPlot("Probability")).Message, "'Probability' is Single, and has to be Boolean");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Booleans(5).ToCalibrationPlot()).Message, "5 rows with a probability, fewer than the 10 bins");
        Assert.Throws<ArgumentOutOfRangeException>(() => Booleans(20).ToCalibrationPlot(bins: 1));
    }

    [TestMethod]
    public void Pictures_are_written()
    {
        using var folder = new PictureFolder();
        Booleans(200).SaveConfusionPicture(folder.File("confusion.svg"));
        Booleans(200).SaveCalibrationPicture(folder.File("calibration.png"));
        StringAssert.Contains(File.ReadAllText(folder.File("confusion.svg")), "Confusion matrix, ");
        Assert.IsGreaterThan(1000, new FileInfo(folder.File("calibration.png")).Length);
    }

    /// <summary>Probabilities that are right, evenly from 0 to 1.</summary>
    private static MemoryView Booleans(int rows)
    {
        var random = new Random(1);
        double[] drawn = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        return new MemoryView(rows)
            .Add("Label", BooleanDataViewType.Instance, row => drawn[row] < Probability(row))
            .Add("Probability", NumberDataViewType.Single, Probability)
            .Add("PredictedLabel", BooleanDataViewType.Instance, row => Probability(row) > 0.5f);

        float Probability(int row) => (row + 0.5f) / rows;
    }
}
