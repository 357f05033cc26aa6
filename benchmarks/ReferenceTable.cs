using System.Globalization;
using MLExtensions.Reference;
using Spectre.Console;

namespace MLExtensions.Benchmarks;

/// <summary>How close default options come to the known optima.</summary>
internal static class ReferenceTable
{
    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0 if every run came close, 1 if not.</returns>
    public static int Print(string[] dataSets)
    {
        var table = new Table { Border = TableBorder.Markdown };
        foreach (string column in (string[])["data set", "features", "objective", "λ", "optimum", "reached", "excess", "bound", "per example", "epochs", "seconds"])
            table.AddColumn(new TableColumn(column) { Alignment = column is "data set" or "features" or "objective" ? Justify.Left : Justify.Right, NoWrap = true });

        int far = 0;
        int loose = 0;
        int skipped = 0;
        foreach (ReferenceOptimum optimum in ReferenceOptimum.All)
        {
            if (dataSets.Length > 0 && !dataSets.Contains(optimum.DataSet))
                continue;
            if (!ReferenceData.IsAvailable(optimum))
            {
                skipped++;
                continue;
            }

            Console.Error.WriteLine(optimum);
            ReferenceRun run = ReferenceRun.Execute(optimum);
            far += run.IsClose ? 0 : 1;
            double? bound = optimum.Objective == ReferenceObjective.Svm ? null : ReferenceRun.Execute(optimum, certified: true).Bound;
            loose += bound is null || bound <= 0.01 * optimum.Optimum ? 0 : 1;
            table.AddRow(
                optimum.DataSet,
                optimum.Features,
                optimum.Objective.ToString(),
                Format($"{optimum.Lambda}"),
                Format($"{optimum.Optimum:F4}"),
                Format($"{run.Reached:F4}"),
                Format($"{Rounded(run.RelativeExcess, 5):P3}"),
                bound is null ? "" : Format($"{bound / optimum.Optimum:P3}"),
                Format($"{Rounded(run.ExcessPerExample, 6):F6}"),
                Format($"{run.Epochs}"),
                Format($"{run.Seconds:F2}"));
        }

        // A redirected table must not be cut to the width of some terminal.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
        Console.WriteLine($"{table.Rows.Count - far} of {table.Rows.Count} within 0.5 % of the optimum or 0.0005 per example");
        Console.WriteLine($"{loose} certified by more than 1 % of the optimum");
        if (skipped > 0)
            Console.WriteLine($"{skipped} skipped: their data sets are in ../shared/data, which is not there");
        return far + loose == 0 ? 0 : 1;
    }

    // An exact solution's excess is rounding, of either sign; adding 0 makes −0 a plain 0.
    private static double Rounded(double value, int digits) => Math.Round(value, digits) + 0.0;

    private static string Format(FormattableString value) => value.ToString(CultureInfo.InvariantCulture);
}
