using System.Globalization;
using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Polynomials.Presentation;

/// <summary>Errors against what a curve was allowed, on a logarithmic axis.</summary>
internal sealed class ErrorChart
{
    /// <summary>Round numbers to mark on the axis of errors.</summary>
    private static readonly double[] _marks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

    private readonly IReadOnlyList<double> _places;

    public ErrorChart(string title, string x, IReadOnlyList<double> places)
    {
        _places = places;
        Plot = new Plot();
        FigureStyle.Label(Plot, title, x, "Root mean squared error");
        HorizontalLine noise = Plot.Add.HorizontalLine(Math.Log10(Parabola.Noise), 1.5f, FigureStyle.Soft, LinePattern.Dashed);
        noise.LegendText = "Noise";
        Plot.Axes.Left.TickGenerator = new NumericManual(
            [.. _marks.Select(Math.Log10)], [.. _marks.Select(mark => mark.ToString(CultureInfo.InvariantCulture))]);
        Plot.ShowLegend(Edge.Right);
    }

    public Plot Plot { get; }

    public void Add(string name, Color color, IEnumerable<double> errors)
    {
        Scatter line = Plot.Add.Scatter(_places.ToArray(), errors.Select(Math.Log10).ToArray(), color);
        line.LineWidth = 2;
        line.MarkerSize = 6;
        line.LegendText = name;
    }
}
