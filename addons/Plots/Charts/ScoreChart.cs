using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>Scores as lines against something, with bands of a standard error to either side.</summary>
internal sealed class ScoreChart
{
    private const double BandOpacity = 0.18;

    /// <summary>Pixels at the right for half of the last label.</summary>
    private const float RightMargin = 24;

    private readonly FigureAxis _x;
    private readonly FigureAxis _y;

    public ScoreChart(string title, FigureAxis x, FigureAxis y)
    {
        (_x, _y) = (x, y);
        Plot = new Plot();
        FigureStyle.Label(Plot, title, x.Name, y.Name);
        Plot.Axes.Bottom.TickGenerator = x.Ticks;
        Plot.Axes.Left.TickGenerator = y.Ticks;
        Plot.Axes.Right.MinimumSize = RightMargin;
        if (x.Limits is { } across)
            Plot.Axes.SetLimitsX(across.From, across.To);
        if (y.Limits is { } up)
            Plot.Axes.SetLimitsY(up.From, up.To);
    }

    public Plot Plot { get; }

    /// <summary>A chart of training and validation scores.</summary>
    public static ScoreChart OfTrials(
        string title, FigureAxis x, string metric, bool higherIsBetter, IReadOnlyList<(double Place, SweepTrial Trial)> points)
    {
        double[] scores = [.. points.SelectMany(point => new[] { point.Trial.Training.Mean, point.Trial.Validation.Mean })];
        var chart = new ScoreChart(title, x, FigureAxis.OfScores(metric, higherIsBetter, scores));
        chart.Add("Training", FigureStyle.Blue, [.. points.Select(point => (point.Place, point.Trial.Training))]);
        chart.Add("Validation, ± standard error", FigureStyle.Red, [.. points.Select(point => (point.Place, point.Trial.Validation))]);
        FigureStyle.ShowLegendBelow(chart.Plot);
        return chart;
    }

    /// <summary>Adds a line and its band.</summary>
    public void Add(string name, Color color, IReadOnlyList<(double Place, ScoreSummary Scores)> points)
    {
        (double X, double Top, double Bottom)[] bands =
            [.. points.Where(point => double.IsFinite(point.Scores.StandardError)).Select(point => Band(point.Place, point.Scores))];
        if (bands.Length > 1 && _x.HasBetween)
            AddBand(color, bands);
        else
            foreach ((double x, double top, double bottom) in bands)
                Plot.Add.Line(x, bottom, x, top).LineStyle = new LineStyle(6, color.WithAlpha(2 * BandOpacity));

        AddLine(name, color, [.. points.Select(point => (point.Place, point.Scores.Mean))]);
    }

    /// <summary>Adds a line without a band.</summary>
    public Scatter AddLine(string name, Color color, IReadOnlyList<(double Place, double Score)> points)
    {
        Scatter line = Plot.Add.Scatter(points.Select(point => new Coordinates(_x.At(point.Place), _y.At(point.Score))).ToArray(), color);
        line.LineWidth = _x.HasBetween ? 2 : 0;
        line.MarkerSize = 6;
        line.LegendText = name;
        return line;
    }

    /// <summary>Puts a ring around a point.</summary>
    public void Mark(string name, Color color, double place, double score, float size)
    {
        Marker marker = Plot.Add.Marker(_x.At(place), _y.At(score), MarkerShape.OpenCircle, size, color);
        marker.MarkerLineWidth = 2;
        marker.LegendText = name;
    }

    private void AddBand(Color color, (double X, double Top, double Bottom)[] ends)
    {
        FillY band = Plot.Add.FillY(ends);
        band.FillColor = color.WithAlpha(BandOpacity);
        band.LineWidth = 0;
        band.MarkerSize = 0;
    }

    private (double X, double Top, double Bottom) Band(double place, ScoreSummary scores) => (
        _x.At(place),
        _y.At(scores.Mean + scores.StandardError),
        _y.AtEnd(scores.Mean - scores.StandardError, scores.Mean));
}
