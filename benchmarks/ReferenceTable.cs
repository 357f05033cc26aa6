using System.Globalization;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>How close default options come to the known optima.</summary>
internal static class ReferenceTable
{
    /// <param name="arguments">
    /// The data sets to run, none meaning all. Before them, <c>--repeat</c> and a number: how many times each is trained;
    /// <c>--export</c> and a folder: where to write the data for the solver, in place of any run.
    /// </param>
    /// <returns>0 if every run kept the promise, 1 if not.</returns>
    public static int Print(string[] arguments) => arguments switch
    {
        ["--export", string folder, .. string[] dataSets] => ReferenceExport.Write(folder, dataSets),
        ["--repeat", string fits, .. string[] dataSets] => Print(dataSets, int.Parse(fits, CultureInfo.InvariantCulture)),
        _ => Print(arguments, fits: 1),
    };

    private static int Print(string[] dataSets, int fits)
    {
        var table = new MarkdownTable(
            ["data set", "features", "objective"],
            ["λ", "optimum", "reached", "excess", "rounding", "bound", "held out", "ours", "kept", "epochs", "seconds"]);
        int rows = 0;
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

            Console.Error.Write(optimum);
            ReferenceRun run = ReferenceRun.Execute(optimum, fits: fits);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $": {run.RelativeExcess:P3} above, held out {run.HeldOut:F4}, {run.Seconds:F3} s"));
            ReferenceRun certified = ReferenceRun.Execute(optimum, certified: true);
            far += run.IsClose ? 0 : 1;
            loose += certified.IsCertified ? 0 : 1;
            rows++;
            table.Add(
                $"{optimum.DataSet}",
                $"{optimum.Features}",
                $"{optimum.Objective}",
                $"{optimum.Lambda}",
                $"{Digits(optimum.Optimum)}",
                $"{Digits(run.Reached)}",
                $"{Rounded(run.RelativeExcess):P3}",
                $"{Rounded(optimum.Rounding / optimum.Optimum):P3}",
                $"{certified.Bound / optimum.Optimum:P3}",
                $"{optimum.HeldOut:F4}",
                $"{run.HeldOut:F4}",
                $"{(run.IsClose ? "yes" : "no")}",
                $"{run.Epochs}",
                $"{run.Seconds:F3}");
        }

        table.Print();
        Console.WriteLine($"{rows - far} of {rows} keep the promise: within 0.5 % of the optimum, rounding to float not counted");
        Console.WriteLine($"{loose} certified by more than 1 % of the optimum");
        if (skipped > 0)
            Console.WriteLine($"{skipped} skipped: their data sets are in ../shared/data, which is not there");
        return far + loose == 0 ? 0 : 1;
    }

    private static string Digits(double value) => value.ToString(value < 0.01 ? "E4" : "F4", CultureInfo.InvariantCulture);

    // An exact solution's excess is rounding, of either sign; adding 0 makes −0 a plain 0.
    private static double Rounded(double value) => Math.Round(value, 5) + 0.0;
}
