using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>How close default options come to the known optima.</summary>
internal static class ReferenceTable
{
    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0 if every run came close, 1 if not.</returns>
    public static int Print(string[] dataSets)
    {
        var table = new MarkdownTable(
            ["data set", "features", "objective"],
            ["λ", "optimum", "reached", "excess", "bound", "per example", "epochs", "seconds"]);
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

            Console.Error.WriteLine(optimum);
            ReferenceRun run = ReferenceRun.Execute(optimum);
            far += run.IsClose ? 0 : 1;
            double? bound = optimum.Objective == ReferenceObjective.Svm ? null : ReferenceRun.Execute(optimum, certified: true).Bound;
            loose += bound is null || bound <= 0.01 * optimum.Optimum ? 0 : 1;
            rows++;
            table.Add(
                $"{optimum.DataSet}",
                $"{optimum.Features}",
                $"{optimum.Objective}",
                $"{optimum.Lambda}",
                $"{optimum.Optimum:F4}",
                $"{run.Reached:F4}",
                $"{Rounded(run.RelativeExcess, 5):P3}",
                $"{bound / optimum.Optimum:P3}",
                $"{Rounded(run.ExcessPerExample, 6):F6}",
                $"{run.Epochs}",
                $"{run.Seconds:F3}");
        }

        table.Print();
        Console.WriteLine($"{rows - far} of {rows} within 0.5 % of the optimum or 0.0005 per example");
        Console.WriteLine($"{loose} certified by more than 1 % of the optimum");
        if (skipped > 0)
            Console.WriteLine($"{skipped} skipped: their data sets are in ../shared/data, which is not there");
        return far + loose == 0 ? 0 : 1;
    }

    // An exact solution's excess is rounding, of either sign; adding 0 makes −0 a plain 0.
    private static double Rounded(double value, int digits) => Math.Round(value, digits) + 0.0;
}
