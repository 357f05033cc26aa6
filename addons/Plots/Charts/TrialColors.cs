using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Panels;
using Range = ScottPlot.Range;

namespace MLExtensions.Plots;

/// <summary>Colors for trials: the better their validation scores the brighter.</summary>
internal sealed class TrialColors : IHasColorAxis
{
    /// <summary>
    /// What is as many times as far from the best as the median has the darkest color, and so has what is worse: the one bad
    /// trial shall not make all others look alike.
    /// </summary>
    private const double Reach = 3;

    private readonly string _metric;
    private readonly Range _range;

    /// <param name="result">The sweep.</param>
    /// <param name="trials">Those to be colored.</param>
    public TrialColors(SweepResult result, IReadOnlyList<SweepTrial> trials)
    {
        _metric = result.Metric;
        double[] scores = [.. trials.Select(trial => trial.Validation.Mean).Order()];
        double median = scores[scores.Length / 2];
        (double least, double largest) = (scores[0], scores[^1]);
        if (result.HigherIsBetter)
            least = Math.Max(least, largest - Reach * (largest - median));
        else
            largest = Math.Min(largest, least + Reach * (median - least));

        // A single score has a color, too.
        _range = least < largest ? new Range(least, largest) : new Range(least - 0.5, least + 0.5);
        Colormap = result.HigherIsBetter ? new Viridis() : new Reversed(new Viridis());
    }

    /// <inheritdoc/>
    public IColormap Colormap { get; }

    /// <summary>The trials whose scores compare with the best.</summary>
    public static IEnumerable<SweepTrial> Comparable(SweepResult result)
    {
        SweepTrial best = result.Best;
        return result.Trials.Where(trial => trial.Failure is null && trial.TrainingShare == best.TrainingShare);
    }

    /// <inheritdoc/>
    public Range GetRange() => _range;

    public Color Of(SweepTrial trial) => Colormap.GetColor(trial.Validation.Mean, _range);

    /// <summary>A color that can be read on that of a trial.</summary>
    public Color On(SweepTrial trial)
    {
        Color ground = Of(trial);

        // How bright it looks, by Rec. 601, from 0 to 255.
        double brightness = 0.299 * ground.R + 0.587 * ground.G + 0.114 * ground.B;
        return brightness > 150 ? FigureStyle.Ink : Colors.White;
    }

    /// <summary>Explains the colors at the right of a plot.</summary>
    public void Explain(Plot plot)
    {
        ColorBar bar = plot.Add.ColorBar(this);
        bar.Label = _metric;
        bar.LabelStyle.FontSize = 13;
        bar.LabelStyle.Bold = false;
        bar.LabelStyle.ForeColor = FigureStyle.Ink;
        bar.Axis.TickLabelStyle.ForeColor = FigureStyle.Ink;
    }

    private sealed class Reversed(IColormap colormap) : IColormap
    {
        public string Name => colormap.Name + ", reversed";

        public Color GetColor(double position) => colormap.GetColor(1 - position);
    }
}
