using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Polynomials.Presentation;

/// <summary>A sample, the true curve and curves fitted, in a frame that no wild one stretches.</summary>
internal sealed class CurveChart
{
    public CurveChart(string title, IReadOnlyList<Observation> sample)
    {
        Plot = new Plot();
        Markers points = Plot.Add.Markers(sample.Select(At).ToArray(), MarkerShape.FilledCircle, 7, FigureStyle.Ink);
        points.LegendText = "Sample";
        Scatter truth = AddLine(Parabola.Value, Look.Truth, "True curve");
        truth.LinePattern = LinePattern.Dashed;

        FigureStyle.Label(Plot, title, "x", "y");
        Plot.Axes.SetLimits(-1.05 * Parabola.Edge, 1.05 * Parabola.Edge, -3, 18);
        Plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(1);
        Plot.Axes.Left.TickGenerator = new NumericFixedInterval(5);
        Plot.ShowLegend(Edge.Bottom);
        Plot.Legend.Orientation = Orientation.Horizontal;
    }

    public Plot Plot { get; }

    public void Add(Curve curve, Color color, string name) => AddLine(curve.Value, color, name);

    public void AddPoint(Observation point)
    {
        Marker marker = Plot.Add.Marker(At(point), MarkerShape.OpenCircle, 11, Look.Curve);
        marker.MarkerLineWidth = 2.5f;
        marker.LegendText = "Added";
    }

    private static Coordinates At(Observation point) => new(point.X, point.Y);

    private Scatter AddLine(Func<double, double> value, Color color, string name)
    {
        Scatter line = Plot.Add.ScatterLine(Curve.Grid.Select(x => new Coordinates(x, value(x))).ToArray(), color);
        line.LineWidth = 2;
        line.LegendText = name;
        return line;
    }
}
