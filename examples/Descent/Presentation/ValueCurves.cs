using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Descent.Presentation;

/// <summary>The value of the function, iteration by iteration, on a logarithmic axis.</summary>
internal static class ValueCurves
{
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

        FigureStyle.Label(plot, "Value by step", "Step", "Value");
        plot.Axes.SetLimitsX(0, walks.Max(walk => walk.Path.Points.Count) - 1);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(20);
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(5) { LabelFormatter = FigureStyle.PowerOfTen };
        plot.ShowLegend(Edge.Right);
        return plot;
    }
}
