using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>The trials in the order of the search, and the best so far.</summary>
internal static class SearchChart
{
    private const float RingSize = 14;

    public static Plot Of(SweepResult result)
    {
        SweepTrial best = result.Best, simplest = result.Simplest;
        SweepTrial[] scored = [.. result.Trials.Where(trial => trial.Failure is null).OrderBy(trial => trial.Number)];
        SweepTrial[] whole = [.. scored.Where(trial => trial.TrainingShare == best.TrainingShare)];
        SweepTrial[] fewer = [.. scored.Where(trial => trial.TrainingShare < best.TrainingShare)];
        var chart = new ScoreChart(
            "Validation scores in the order of the search", FigureAxis.OfCounts("Trial"),
            FigureAxis.OfScores(result.Metric, result.HigherIsBetter, [.. scored.Select(trial => trial.Validation.Mean)]));

        AddPoints("On fewer examples", FigureStyle.Soft, fewer);
        AddPoints("Trial", FigureStyle.Blue, whole);
        if (whole.Length > 1)
        {
            Scatter soFar = chart.AddLine("Best so far", FigureStyle.Red, [.. SoFar(whole, result.HigherIsBetter)]);
            soFar.ConnectStyle = ConnectStyle.StepHorizontal;
            soFar.MarkerSize = 0;
        }

        Mark("Best", FigureStyle.Ink, best);
        if (simplest.Number != best.Number)
            Mark("Simplest within one standard error", FigureStyle.Green, simplest);
        FigureStyle.ShowLegendBelow(chart.Plot);
        return chart.Plot;

        void AddPoints(string name, Color color, SweepTrial[] trials)
        {
            if (trials.Length > 0)
                chart.AddLine(name, color, [.. trials.Select(trial => ((double)trial.Number, trial.Validation.Mean))]).LineWidth = 0;
        }

        void Mark(string name, Color color, SweepTrial trial) =>
            chart.Mark($"{name}, {trial.Validation}", color, trial.Number, trial.Validation.Mean, RingSize);
    }

    private static IEnumerable<(double Number, double Score)> SoFar(SweepTrial[] trials, bool higherIsBetter)
    {
        double best = trials[0].Validation.Mean;
        foreach (SweepTrial trial in trials)
        {
            best = higherIsBetter ? Math.Max(best, trial.Validation.Mean) : Math.Min(best, trial.Validation.Mean);
            yield return (trial.Number, best);
        }
    }
}
