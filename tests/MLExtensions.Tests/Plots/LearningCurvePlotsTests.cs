using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Tests.Plots;

[TestClass]
public class LearningCurvePlotsTests
{
    private static readonly LearningCurve _curve = SmallSweeps.Learning();

    [TestMethod]
    public void Scores_stand_above_the_number_of_examples()
    {
        Scatter[] lines = [.. _curve.ToPlot().GetPlottables<Scatter>()];

        Coordinates last = lines[1].Data.GetScatterPoints()[^1];
        Assert.AreEqual(_curve.Points[^1].Examples, last.X);
        Assert.AreEqual(_curve.Points[^1].Trial.Validation.Mean, last.Y);
    }

    [TestMethod]
    public void There_is_a_line_for_each_class_and_one_for_all() =>
        Assert.HasCount(
            _curve.Points[0].Trial.ValidationPerClass.Count + 1, _curve.ToPerClassPlot().GetPlottables<Scatter>());

    [TestMethod]
    public void An_svg_file_names_the_metric()
    {
        using var folder = new PictureFolder();
        string file = folder.File("learning.svg");

        _curve.SavePicture(file);

        StringAssert.Contains(File.ReadAllText(file), "MicroAccuracy");
        StringAssert.Contains(File.ReadAllText(file), "Examples trained on");
    }
}
