using System.Globalization;
using MLExtensions;
using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Neighbors.Presentation;

/// <summary>Accuracy against k, a line for each distance.</summary>
internal static class AccuracyChart
{
    /// <summary>Lines are moved sideways by so much, lest their error bars lie on each other.</summary>
    private const double Step = 0.12;

    private static readonly (Color Color, MarkerShape Shape)[] _looks =
    [
        (FigureStyle.Blue, MarkerShape.FilledCircle), (FigureStyle.Green, MarkerShape.FilledSquare),
        (FigureStyle.Red, MarkerShape.FilledDiamond), (FigureStyle.Ink, MarkerShape.FilledTriangleUp),
    ];

    public static Plot Of(SweepResult sweep, SearchSpace space, SweepTrial chosen)
    {
        NeighborWeights weights = chosen.Values.Get(space.Weights);
        var plot = new Plot();
        foreach ((int place, NeighborDistance distance) in space.Distance.Grid.Index())
        {
            SweepTrial[] trials = [.. sweep.Trials
                .Where(trial => trial.Values.Get(space.Weights) == weights && trial.Values.Get(space.Distance) == distance)
                .OrderBy(trial => trial.Values.Get(space.Neighbors))];
            double shift = Shift(space, distance);
            Add(plot, $"{distance}", _looks[place], [.. trials.Select(trial => trial.Values.Get(space.Neighbors) + shift)], trials);
        }

        Mark(plot, chosen.Values.Get(space.Neighbors) + Shift(space, chosen.Values.Get(space.Distance)), chosen);

        FigureStyle.Label(plot, $"Five-fold cross-validation, weights {weights}, ± a standard error", "k, neighbors that vote", "Accuracy, %");
        FigureStyle.ShowLegendBelow(plot);
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. space.Neighbors.Grid.Select(neighbors => (double)neighbors)], [.. space.Neighbors.Grid.Select(neighbors => $"{neighbors}")]);
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = percent => percent.ToString("F1", CultureInfo.InvariantCulture) };
        return plot;
    }

    private static double Shift(SearchSpace space, NeighborDistance distance) =>
        Step * (space.Distance.Grid.ToList().IndexOf(distance) - (space.Distance.Grid.Count - 1) / 2.0);

    private static void Add(Plot plot, string name, (Color Color, MarkerShape Shape) look, double[] places, SweepTrial[] trials)
    {
        double[] scores = [.. trials.Select(trial => 100 * trial.Validation.Mean)];
        ErrorBar bars = plot.Add.ErrorBar(places, scores, [.. trials.Select(trial => 100 * trial.Validation.StandardError)]);
        bars.Color = look.Color.WithAlpha(0.6);
        Scatter line = plot.Add.Scatter(places, scores, look.Color);
        line.LineWidth = 2;
        line.MarkerShape = look.Shape;
        line.MarkerSize = 8;
        line.LegendText = name;
    }

    private static void Mark(Plot plot, double place, SweepTrial trial)
    {
        Marker ring = plot.Add.Marker(place, 100 * trial.Validation.Mean, MarkerShape.OpenCircle, 17, FigureStyle.Ink);
        ring.MarkerLineWidth = 2;
        ring.LegendText = "Taken";
    }
}
