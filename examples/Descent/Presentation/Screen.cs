using System.Globalization;
using MLExtensions;
using Spectre.Console;
using Terminal;

namespace Descent.Presentation;

/// <summary>All that the example prints, from top to bottom.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console = TerminalOutput.Open();

    public void Introduce(IReadOnlyList<double> start, int iterations)
    {
        _console.MarkupLine("[bold]Booth's function[/], (x + 2y − 7)² + (2x + y − 5)², is 0 at (1, 3).");
        Line($"Every descent starts at {Point(start)} and takes {iterations} steps.");
        Line($"Curvatures 2 and 18: gradient descent converges for steps below 2/18 = {2.0 / 18:F3}.");
        _console.WriteLine();
    }

    public void Show(GradientCheckResult check)
    {
        Line($"Gradient check: worst in coordinate {check.Index}, {check.Analytic:F6} against {check.Numeric:F6}.");
        Line($"Relative error {check.RelativeError:0.0e+0}.");
        _console.WriteLine();
    }

    public void Compare(IReadOnlyList<Walk> walks)
    {
        Table table = Headed("Descent", "Value", "Ends at", "Distance", "");
        foreach (Walk walk in walks)
        {
            FunctionPoint last = walk.Path.Last;
            table.AddRow(
                new Text(walk.Name),
                new Text(Value(last.Value)),
                new Text(Point(last.X)),
                new Text(Value(walk.Distance)),
                new Text(walk.Ending, new Style(walk.Ending switch { "settles" => Color.Green, "diverges" => Color.Red, _ => Color.Yellow })));
        }

        _console.Write(table);
        _console.WriteLine();
    }

    public void Compare(IReadOnlyList<Search> searches)
    {
        Table table = Headed("Search", "Best value", "At", "Evaluations");
        foreach (Search search in searches)
        {
            FunctionPoint best = search.Result.Best;
            table.AddRow(
                new Text(search.Name),
                new Text(Value(best.Value)),
                new Text(Point(best.X)),
                new Text(search.Result.Points.Count.ToString(CultureInfo.InvariantCulture)));
        }

        _console.Write(table);
        _console.WriteLine();
    }

    public void Show(Pictures pictures) => _console.WritePictures(pictures.Files);

    private static Table Headed(string first, params string[] others)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumn(first, column => column.NoWrap());
        foreach (string heading in others)
            table.AddColumn(heading, column => column.NoWrap().RightAligned());
        return table;
    }

    private static string Value(double value) =>
        value.ToString(value is >= 0.001 and < 10_000 ? "F3" : "0.0e+0", CultureInfo.InvariantCulture);

    private static string Point(IReadOnlyList<double> x) =>
        $"({Coordinate(x[0])}, {Coordinate(x[1])})";

    private static string Coordinate(double x) => x.ToString(Math.Abs(x) < 100 ? "0.00" : "0.0e+0", CultureInfo.InvariantCulture);

    private void Line(FormattableString text) => _console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
