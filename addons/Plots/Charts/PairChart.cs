using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>Trials as points where the values of two parameters lie; the better the brighter.</summary>
internal static class PairChart
{
    private const float PointSize = 12;
    private const float RingSize = 18;

    public static Plot Of(SweepResult result, SweepParameter x, SweepParameter y)
    {
        SweepTrial[] trials = [.. TrialColors.Comparable(result)];
        SweepTrial best = result.Best, simplest = result.Simplest;
        var colors = new TrialColors(result, trials);
        FigureAxis across = FigureAxis.Of(x, trials);
        FigureAxis up = FigureAxis.Of(y, trials);

        var chart = new ScoreChart("Validation scores", across, up);
        foreach (SweepTrial trial in trials)
        {
            (double placeX, double placeY) = Place(trial);
            Marker point = chart.Plot.Add.Marker(across.At(placeX), up.At(placeY), MarkerShape.FilledCircle, PointSize, colors.Of(trial));
            point.MarkerLineColor = FigureStyle.Soft;
            point.MarkerLineWidth = 1;
        }

        colors.Explain(chart.Plot);
        Mark("Best", FigureStyle.Red, best);
        if (simplest.Number != best.Number)
            Mark("Simplest within one standard error", FigureStyle.Ink, simplest);
        FigureStyle.ShowLegendBelow(chart.Plot);
        return chart.Plot;

        (double X, double Y) Place(SweepTrial trial) => (across.Number(trial.Values[x]), up.Number(trial.Values[y]));

        void Mark(string name, Color color, SweepTrial trial)
        {
            (double placeX, double placeY) = Place(trial);
            chart.Mark($"{name}, {trial.Validation}", color, placeX, placeY, RingSize);
        }
    }
}
