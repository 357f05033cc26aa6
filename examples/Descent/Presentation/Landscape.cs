using MLExtensions;
using MLExtensions.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Descent.Presentation;

/// <summary>The contours of Booth's function, with something on them.</summary>
internal sealed class Landscape
{
    private const int Resolution = 177;

    /// <summary>The contours reach a little beyond what is shown, so that they do not end inside the frame.</summary>
    private const double Overhang = 1;

    private readonly AxisLimits _view;

    /// <summary>From one to the next the value doubles: equal steps of its logarithm.</summary>
    private static readonly double[] _levels = [.. Enumerable.Range(-1, 13).Select(power => Math.Pow(2, power))];

    public Landscape(string title, AxisLimits view)
    {
        Plot = new Plot();
        _view = view;
        AddContours();
        FigureStyle.Label(Plot, title, "x", "y");
        Plot.HideGrid();
        Plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(5);
        Plot.Axes.Left.TickGenerator = new NumericFixedInterval(5);
        Plot.Axes.SetLimits(view);
        Plot.Axes.SquareUnits();
    }

    public Plot Plot { get; }

    public void AddPath(DescentPath path)
    {
        Coordinates[] points = [.. path.Points.Select(At)];
        Scatter line = Plot.Add.Scatter(points, Look.Path);
        line.LineColor = Look.Path.WithAlpha(0.6);
        line.LineWidth = 1;
        line.MarkerSize = 4;
        Marker start = Plot.Add.Marker(points[0], MarkerShape.FilledCircle, 10, Look.Path);
        start.MarkerLineColor = Colors.White;
        start.MarkerLineWidth = 1.5f;
        AddMinimum();
    }

    public void AddPoints(FunctionSearchResult result)
    {
        Plot.Add.Markers(result.Points.Select(At).ToArray(), MarkerShape.FilledCircle, 4, FigureStyle.Ink.WithAlpha(0.55));
        AddMinimum();
        Plot.Add.Marker(At(result.Best), MarkerShape.OpenCircle, 13, Look.Path).MarkerLineWidth = 2;
    }

    private static Coordinates At(FunctionPoint point) => new(point.X[0], point.X[1]);

    private void AddMinimum() =>
        Plot.Add.Marker(Booth.Minimum.X, Booth.Minimum.Y, MarkerShape.Cross, 13, Look.Minimum).MarkerLineWidth = 2.5f;

    private void AddContours()
    {
        var grid = new Coordinates3d[Resolution, Resolution];
        for (int row = 0; row < Resolution; row++)
        {
            for (int column = 0; column < Resolution; column++)
            {
                double x = Place(column, _view.Left, _view.Right);
                double y = Place(row, _view.Bottom, _view.Top);
                grid[row, column] = new Coordinates3d(x, y, Booth.Value([x, y]));
            }
        }

        ContourLines contours = Plot.Add.ContourLines(grid);
        contours.ContourLineLevels = _levels;
        contours.Update(grid);
        contours.LineColor = FigureStyle.Soft;
        contours.LineWidth = 1;
        contours.LabelStyle.IsVisible = false;

        static double Place(int index, double from, double to) =>
            double.Lerp(from - Overhang, to + Overhang, index / (Resolution - 1.0));
    }
}
