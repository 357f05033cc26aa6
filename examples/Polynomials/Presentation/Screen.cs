using System.Globalization;
using MLExtensions;
using Spectre.Console;
using Terminal;

namespace Polynomials.Presentation;

/// <summary>All that the example prints, from top to bottom.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console = TerminalOutput.Open();

    public void Introduce(IReadOnlyList<Observation> sample, IReadOnlyList<Observation> newPoints)
    {
        IReadOnlyList<double> c = Parabola.Coefficients;
        Line($"y = {c[2]}x² + {c[1]}x + {c[0]}, seen through noise of standard deviation {Parabola.Noise}:");
        Line($"{sample.Count} points to learn from, {newPoints.Count:N0} new ones to see at the end what came of it.");
        Line($"Errors are root mean squares, ± a standard error over {CurveFitter.Folds} folds.");
        _console.WriteLine();
    }

    public void Compare(ValidationCurve curve)
    {
        Table table = Headed("Degree", "Training error", "Validation error", "");
        SweepTrial best = Best(curve);
        foreach (ValidationPoint point in curve.Points)
            AddRow(table, Verdict(point.Trial, best), $"{point.Value}", $"{point.Trial.Training}", $"{point.Trial.Validation}");
        Write(table);
    }

    public void ShowCoefficients(Curve curve)
    {
        Table table = Headed("Coefficients", "x²", "x", "1");
        AddRow(table, $"degree {curve.Degree} finds", curve.Coefficients);
        AddRow(table, "true", Parabola.Coefficients);
        Write(table);

        static void AddRow(Table table, string name, IReadOnlyList<double> coefficients) =>
            table.AddRow([name, .. coefficients.Reverse().Select(Fixed)]);
    }

    public void Compare(ValidationCurve curve, IReadOnlyList<double> leaveOneOut, int degree)
    {
        Line($"Degree {degree} in x/{CurveFitter.Scale}, with a penalty of λ times the sum of its squared coefficients:");
        Table table = Headed("λ", "Training error", "Validation error", "Leave-one-out error", "");
        SweepTrial best = Best(curve);
        foreach ((ValidationPoint point, double left) in curve.Points.Zip(leaveOneOut))
        {
            AddRow(
                table, Verdict(point.Trial, best), Penalty((float)point.Value), $"{point.Trial.Training}", $"{point.Trial.Validation}",
                Fixed(left));
        }

        Write(table);
    }

    public void Show(Curve chosen, Curve parabola, Curve wild)
    {
        Line($"Leave-one-out chooses λ = {Penalty(chosen.L2Regularization)}. Errors on the new points:");
        Table table = Headed("Curve", "Error");
        foreach (Curve curve in new[] { parabola, wild, chosen })
            table.AddRow(Name(curve), Fixed(curve.NewError));
        Write(table);
    }

    public void Compare(IReadOnlyList<Refit> refits, Observation added)
    {
        double above = added.Y - Parabola.Value(added.X);
        Line($"One more point, ({added.X}, {added.Y}), {Math.Abs(above):0.0} {(above < 0 ? "below" : "above")} the true curve. How far it moves a curve:");
        Table table = Headed("Curve", "Root mean square", "At most");
        foreach (Refit refit in refits)
            table.AddRow(Name(refit.Before), Fixed(refit.RootMeanSquare), Fixed(refit.Largest));
        Write(table);
    }

    public void Show(Pictures pictures) => _console.WritePictures(pictures.Files);

    /// <summary>A curve's name, in print and in figures.</summary>
    public static string Name(Curve curve) => $"Degree {curve.Degree}, λ = {Penalty(curve.L2Regularization)}";

    private static string Penalty(float penalty) => penalty switch
    {
        0 => "0",
        < 0.00099f => penalty.ToString("0e+0", CultureInfo.InvariantCulture),
        _ => penalty.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static SweepTrial Best(ValidationCurve curve) => curve.Points.MinBy(point => point.Trial.Validation.Mean)!.Trial;

    private static string Fixed(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static Text Verdict(SweepTrial trial, SweepTrial best)
    {
        string verdict = Verdicts.Of(trial, best);
        return new Text(verdict, new Style(verdict switch { "fits" => Color.Green, "overfits" => Color.Red, _ => Color.Yellow }));
    }

    private static void AddRow(Table table, Text verdict, params string[] cells) =>
        table.AddRow([.. cells.Select(cell => new Text(cell)), verdict]);

    private static Table Headed(string first, params string[] others)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumn(first, column => column.NoWrap());
        foreach (string heading in others)
            table.AddColumn(heading, column => column.NoWrap().RightAligned());
        return table;
    }

    private void Write(Table table)
    {
        _console.Write(table);
        _console.WriteLine();
    }

    private void Line(FormattableString text) => _console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
