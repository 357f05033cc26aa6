using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;

namespace MLExtensions.Tests.Plots;

[TestClass]
public class SweepResultPlotsTests
{
    private static readonly SweepResult _grid = SmallSweeps.Regression(SweepSearch.Grid(SmallSweeps.Degree, SmallSweeps.Penalty));

    [TestMethod]
    public void One_parameter_makes_a_curve()
    {
        SweepResult result = SmallSweeps.Regression(SweepSearch.Grid(SmallSweeps.Penalty));

        Plot plot = result.ToPlot();

        Assert.HasCount(2, plot.GetPlottables<Scatter>());
        Assert.HasCount(result.Best == result.Simplest ? 1 : 2, plot.GetPlottables<Marker>());
    }

    [TestMethod]
    public void A_grid_of_two_parameters_makes_a_heat_map_with_a_cell_for_each_trial_that_did_not_fail()
    {
        Plot plot = _grid.ToPlot();
        plot.RenderInMemory();

        int marks = _grid.Best == _grid.Simplest ? 1 : 2;
        Assert.HasCount(1, _grid.Trials.Where(trial => trial.Failure is not null));
        Assert.HasCount(14 + marks, plot.GetPlottables<Rectangle>());
        Assert.HasCount(14, plot.GetPlottables<Text>());
        Assert.HasCount(1, plot.Axes.GetPanels().OfType<ColorBar>());
        CollectionAssert.AreEqual(new[] { "0.01", "0.1", "1", "10", "100" }, Labels(plot.Axes.Bottom));
        CollectionAssert.AreEqual(new[] { "1", "2", "3" }, Labels(plot.Axes.Left));
    }

    [TestMethod]
    public void The_best_cell_is_framed()
    {
        Rectangle frame = _grid.ToHeatMap(SmallSweeps.Degree, SmallSweeps.Penalty).GetPlottables<Rectangle>()
            .Single(cell => cell.LegendText.StartsWith("Best", StringComparison.Ordinal));

        Assert.AreEqual(_grid.Best.Values.Get(SmallSweeps.Degree) - 1, (frame.X1 + frame.X2) / 2, 1e-9);
    }

    [TestMethod]
    public void The_better_of_two_trials_is_the_brighter()
    {
        SweepTrial[] trials = [.. TrialColors.Comparable(_grid)];
        var colors = new TrialColors(_grid, trials);

        Assert.IsGreaterThan(colors.Of(trials[^1]).Luminance, colors.Of(trials[0]).Luminance);
    }

    [TestMethod]
    public void Two_parameters_drawn_at_random_make_points()
    {
        Plot plot = SmallSweeps.Regression(SweepSearch.Random(8, SmallSweeps.Degree, SmallSweeps.Penalty)).ToPlot();

        Assert.IsGreaterThanOrEqualTo(9, plot.GetPlottables<Marker>().Count());
        Assert.HasCount(1, plot.Axes.GetPanels().OfType<ColorBar>());
    }

    [TestMethod]
    public void More_parameters_make_points_in_the_order_of_the_search()
    {
        SweepParameter<double> other = SweepParameter.Linear("decoy", 0.0, 1.0, 3);
        SweepResult result = SmallSweeps.Regression(SweepSearch.Random(6, SmallSweeps.Degree, SmallSweeps.Penalty, other));

        Scatter[] lines = [.. result.ToPlot().GetPlottables<Scatter>()];

        CollectionAssert.AreEqual(new double[] { 1, 2, 3, 4, 5, 6 }, lines[0].Data.GetScatterPoints().Select(point => point.X).ToArray());
        Assert.AreEqual(result.Best.Validation.Mean, lines[1].Data.GetScatterPoints()[^1].Y);
    }

    [TestMethod]
    public void Trials_that_successive_halving_left_behind_are_shown_apart()
    {
        SweepParameter<double> other = SweepParameter.Linear("decoy", 0.0, 1.0, 3);
        SweepResult result = SmallSweeps.Regression(
            SweepSearch.SuccessiveHalving(SweepSearch.Random(6, SmallSweeps.Degree, SmallSweeps.Penalty, other), factor: 2));

        Scatter fewer = result.ToPlot().GetPlottables<Scatter>().First();

        Assert.AreEqual("On fewer examples", fewer.LegendText);
        Assert.HasCount(result.Trials.Count(trial => trial.TrainingShare < 1), fewer.Data.GetScatterPoints());
    }

    [TestMethod]
    public void A_heat_map_takes_two_parameters_of_the_search()
    {
        SweepParameter<float> unknown = SweepParameter.L2Regularization(1, 2, count: 2, name: "unknown");

        Assert.ThrowsExactly<ArgumentException>(() => _grid.ToHeatMap(SmallSweeps.Degree, SmallSweeps.Degree));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _grid.ToHeatMap(SmallSweeps.Degree, unknown)).Message, "unknown");
    }

    [TestMethod]
    public void An_svg_file_names_the_parameters_and_the_metric()
    {
        using var folder = new PictureFolder();
        string file = folder.File("sweep.svg");

        _grid.SavePicture(file);

        string text = File.ReadAllText(file);
        StringAssert.Contains(text, "l2Regularization");
        StringAssert.Contains(text, "degree");
        StringAssert.Contains(text, "RootMeanSquaredError");
    }

    private static string[] Labels(IAxis axis) => [.. axis.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label)];
}
