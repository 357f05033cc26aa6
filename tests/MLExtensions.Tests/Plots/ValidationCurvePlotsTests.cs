using System.Buffers.Binary;
using System.Xml.Linq;
using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Tests.Plots;

[TestClass]
public class ValidationCurvePlotsTests
{
    private static readonly ValidationCurve _curve =
        SmallSweeps.Regression(SweepSearch.Grid(SmallSweeps.Penalty)).ToValidationCurve(SmallSweeps.Penalty);

    [TestMethod]
    public void A_png_file_has_the_size_asked_for()
    {
        using var folder = new PictureFolder();
        string file = folder.File("curve.PNG");

        _curve.SavePicture(file, width: 640, height: 300);

        byte[] bytes = File.ReadAllBytes(file);
        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, bytes[..4]);
        Assert.AreEqual(640, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
        Assert.AreEqual(300, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }

    [TestMethod]
    public void An_svg_file_names_the_parameter_the_metric_and_the_lines()
    {
        using var folder = new PictureFolder();
        string file = folder.File("curve.svg");

        _curve.SavePicture(file);

        string[] texts = [.. XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim())];
        foreach (string text in new[] { "l2Regularization", "RootMeanSquaredError", "Training", "Validation, ± standard error", "10⁻²", "10²" })
            Assert.Contains(text, texts);
        Assert.Contains(text => text.StartsWith("Best, ", StringComparison.Ordinal), texts);
    }

    [TestMethod]
    [DataRow("curve.jpg")]
    [DataRow("curve")]
    public void Other_files_are_refused(string name)
    {
        using var folder = new PictureFolder();

        ArgumentException refusal = Assert.ThrowsExactly<ArgumentException>(() => _curve.SavePicture(folder.File(name)));

        StringAssert.Contains(refusal.Message, ".png or .svg");
        StringAssert.Contains(refusal.Message, name);
    }

    [TestMethod]
    public void A_logarithmic_parameter_has_a_logarithmic_axis()
    {
        Scatter training = Lines(_curve.ToPlot())[0];

        double[] expected = [-2, -1, 0, 1, 2];
        foreach ((Coordinates point, double power) in training.Data.GetScatterPoints().Zip(expected))
            Assert.AreEqual(power, point.X, 1e-6);
    }

    [TestMethod]
    public void The_lines_are_means_and_the_bands_reach_a_standard_error_to_either_side()
    {
        Plot plot = _curve.ToPlot();

        SweepTrial first = _curve.Points[0].Trial;
        Assert.AreEqual(first.Training.Mean, Lines(plot)[0].Data.GetScatterPoints()[0].Y);
        Assert.AreEqual(first.Validation.Mean, Lines(plot)[1].Data.GetScatterPoints()[0].Y);
        Assert.HasCount(2, plot.GetPlottables<FillY>());
    }

    [TestMethod]
    public void The_ring_is_around_the_best()
    {
        Marker ring = _curve.ToPlot().GetPlottables<Marker>().Single();

        Assert.AreEqual(_curve.Points.Min(point => point.Trial.Validation.Mean), ring.Y);
    }

    [TestMethod]
    public void Choices_stand_side_by_side_without_those_that_failed()
    {
        ValidationCurve curve = SmallSweeps.Kinds().ToValidationCurve(SmallSweeps.Kind);

        Plot plot = curve.ToPlot();
        plot.RenderInMemory();

        double[] places = [.. Lines(plot)[1].Data.GetScatterPoints().Select(point => point.X)];
        string[] labels = [.. plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label)];
        CollectionAssert.AreEqual(new double[] { 0, 1, 2 }, places);
        CollectionAssert.AreEqual(new[] { "plain", "squared", "penalized a great\ndeal" }, labels);
    }

    [TestMethod]
    public void Errors_of_very_different_size_have_a_logarithmic_axis()
    {
        FigureAxis axis = FigureAxis.OfScores("RootMeanSquaredError", higherIsBetter: false, [0.5, 200]);

        Assert.AreEqual(2, axis.At(100));
        Assert.AreEqual(100, FigureAxis.OfScores("RSquared", higherIsBetter: true, [0.01, 0.9]).At(100));
    }

    [TestMethod]
    [DataRow(1e-5, "1e-5")]
    [DataRow(0.01234, "0.0123")]
    [DataRow(3.16228, "3.16")]
    [DataRow(1234.0, "1234")]
    [DataRow(2e6, "2e+6")]
    public void Values_are_written_in_three_digits_and_few_letters(double value, string expected)
    {
        SweepParameter<double> parameter = SweepParameter.Linear("any", 0, 1e7, count: 2);

        Assert.AreEqual(expected, ValueLabel.Of(parameter, value));
    }

    [TestMethod]
    public void There_is_a_line_for_each_class_and_one_for_all()
    {
        ValidationCurve curve = SmallSweeps.Classification(perClass: true);

        string[] names = [.. Lines(curve.ToPerClassPlot()).Select(line => line.LegendText)];

        CollectionAssert.AreEqual(
            (string[])[.. curve.Points[0].Trial.ValidationPerClass.Keys.Order(StringComparer.Ordinal), "All"], names);
    }

    [TestMethod]
    public void Without_scores_for_each_class_it_says_how_to_get_them()
    {
        InvalidOperationException refusal = Assert.ThrowsExactly<InvalidOperationException>(
            () => SmallSweeps.Classification(perClass: false).ToPerClassPlot());

        StringAssert.Contains(refusal.Message, "MulticlassSweepOptions.PerClass");
    }

    private static Scatter[] Lines(Plot plot) => [.. plot.GetPlottables<Scatter>()];
}
