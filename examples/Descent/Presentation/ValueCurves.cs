using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Descent.Presentation;

/// <summary>The value of the function, iteration by iteration, on a logarithmic axis.</summary>
internal static class ValueCurves
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static Plot Of(IReadOnlyList<Walk> walks)
    {
        var plot = new Plot();
        foreach (Walk walk in walks)
        {
            double[] logarithms = [.. walk.Path.Points.Select(point => Math.Log10(point.Value))];
            Scatter line = plot.Add.ScatterLine(Generate.Consecutive(logarithms.Length), logarithms);
            line.LegendText = walk.Name;
            line.LineWidth = 2;
        }

        Look.Apply(plot, "Value by iteration", "Iteration", "Value");
        plot.Axes.SetLimitsX(0, walks.Max(walk => walk.Path.Points.Length) - 1);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(20);
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(5) { LabelFormatter = PowerOfTen };
        plot.Grid.MajorLineColor = Look.Contour.WithAlpha(0.25);
        plot.ShowLegend(Edge.Right);
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static string PowerOfTen(double exponent)
    {
        int power = (int)Math.Round(exponent);
        return "10" + (power < 0 ? "⁻" : "") + string.Concat($"{Math.Abs(power)}".Select(digit => Superscripts[digit - '0']));
    }
}
