using System.Globalization;
using ScottPlot;
using ScottPlot.Palettes;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>The validation scores of each class.</summary>
internal static class PerClassChart
{
    private static readonly Category20 _colors = new();

    /// <exception cref="InvalidOperationException">There are no scores for each class.</exception>
    public static Plot Of(
        string title, FigureAxis x, string metric, bool higherIsBetter, IReadOnlyList<(double Place, SweepTrial Trial)> points)
    {
        string[] classes = [.. points.SelectMany(point => point.Trial.ValidationPerClass.Keys).Distinct()
            .OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)];
        if (classes.Length == 0)
            throw new InvalidOperationException($"There are no scores for each class; {nameof(MulticlassSweepOptions)}.{nameof(MulticlassSweepOptions.PerClass)} asks for them.");

        double[] scores = [.. points.SelectMany(point => point.Trial.ValidationPerClass.Values).Select(score => score.Mean)];
        var chart = new ScoreChart(title, x, FigureAxis.OfScores(metric, higherIsBetter, scores));
        for (int i = 0; i < classes.Length; i++)
            chart.AddLine(classes[i], Color(i), [.. points
                .Where(point => point.Trial.ValidationPerClass.ContainsKey(classes[i]))
                .Select(point => (point.Place, point.Trial.ValidationPerClass[classes[i]].Mean))]);

        Scatter all = chart.AddLine("All", FigureStyle.Ink, [.. points.Select(point => (point.Place, point.Trial.Validation.Mean))]);
        all.LinePattern = LinePattern.Dashed;
        all.MarkerSize = 0;
        chart.Plot.ShowLegend(Edge.Right);
        return chart.Plot;
    }

    /// <summary>What classes with numbers for names are ordered by.</summary>
    private static double Number(string name) =>
        double.TryParse(name, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;

    // The palette pairs a dark color with a light one; the dark ones come first.
    private static Color Color(int i)
    {
        int half = _colors.Colors.Length / 2;
        return _colors.GetColor(2 * (i % half) + i / half % 2);
    }
}
