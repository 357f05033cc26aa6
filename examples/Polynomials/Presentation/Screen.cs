using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Polynomials.Presentation;

/// <summary>All that the example prints, from top to bottom.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console;

    public Screen()
    {
        Console.OutputEncoding = Encoding.UTF8;

        // Spectre.Console would put colours into the logs of CI services it knows; what is redirected is to be plain.
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Enrichment = { UseDefaultEnrichers = false } });
    }

    public void Introduce(IReadOnlyList<Observation> sample, IReadOnlyList<Observation> validation)
    {
        IReadOnlyList<double> c = Parabola.Coefficients;
        Line($"y = {c[2]}x² + {c[1]}x + {c[0]}, seen through noise of standard deviation {Parabola.Noise}:");
        Line($"{sample.Count} points to learn from, {validation.Count:N0} others to validate on.");
        Line($"Errors are root mean squares.");
        _console.WriteLine();
    }

    public void Compare(IReadOnlyList<Curve> curves)
    {
        Table table = Headed("Degree", "Training error", "Validation error", "");
        Errors best = curves.MinBy(curve => curve.Errors.Validation)!.Errors;
        foreach (Curve curve in curves)
            AddRow(table, Verdict(curve.Errors, best), $"{curve.Degree}", Fixed(curve.Errors.Training), Fixed(curve.Errors.Validation));
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

    public void Compare(IReadOnlyList<PenaltyTrial> trials)
    {
        Line($"Degree {trials[0].Curve.Degree} in x/{CurveFitter.Scale}, with a penalty of λ times the sum of its squared coefficients:");
        Table table = Headed("λ", "Training error", "Leave-one-out error", "Validation error", "");
        Errors best = trials.MinBy(trial => trial.Curve.Errors.Validation)!.Curve.Errors;
        foreach (PenaltyTrial trial in trials)
        {
            Errors errors = trial.Curve.Errors;
            AddRow(
                table, Verdict(errors, best), Penalty(trial.Curve), Fixed(errors.Training), Fixed(trial.LeaveOneOut),
                Fixed(errors.Validation));
        }

        Write(table);
    }

    public void Show(PenaltyTrial chosen, Curve parabola)
    {
        Line($"Leave-one-out chooses λ = {Penalty(chosen.Curve)}: validation error {chosen.Curve.Errors.Validation:F3}.");
        Line($"That of degree {parabola.Degree} is {parabola.Errors.Validation:F3}.");
        _console.WriteLine();
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

    public void Show(Pictures pictures)
    {
        _console.WriteLine("Pictures:");
        foreach (string file in pictures.Files)
            _console.WriteLine("  " + Path.GetRelativePath(Environment.CurrentDirectory, file));
    }

    /// <summary>A curve's name, in print and in figures.</summary>
    public static string Name(Curve curve) => $"Degree {curve.Degree}, λ = {Penalty(curve)}";

    private static string Penalty(Curve curve) => curve.L2Regularization switch
    {
        0 => "0",
        < 0.001f => curve.L2Regularization.ToString("0e+0", CultureInfo.InvariantCulture),
        _ => curve.L2Regularization.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static string Fixed(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static Text Verdict(Errors errors, Errors best)
    {
        string verdict = errors.Verdict(best);
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
