using System.Globalization;
using MLExtensions.Tests.Tuning.Verdicts.Families;

namespace MLExtensions.Benchmarks;

/// <summary>How often verdicts are right, by families of data whose right verdict is known.</summary>
internal static class VerdictTable
{
    private const int Seeds = 20;

    /// <param name="arguments">How many seeds, a part of the families' names, <c>--keep</c> with a folder, and <c>--why</c>, each or none.</param>
    public static int Print(string[] arguments)
    {
        int seeds = Seeds;
        string part = "";
        string? folder = null;
        bool why = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--keep" && i + 1 < arguments.Length)
                folder = Directory.CreateDirectory(arguments[++i]).FullName;
            else if (arguments[i] == "--why")
                why = true;
            else if (!int.TryParse(arguments[i], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                part = arguments[i];
            else
                seeds = number;
        }

        var table = new MarkdownTable(["family", "metric"], ["under-fitting", "over-fitting", "about right", "more data", "unclear", "right", "wrong"]);
        List<VerdictCounts> all = [];
        foreach (VerdictFamily family in VerdictFamily.All.Where(family => family.ToString().Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            VerdictCounts counts = VerdictCounts.Of(family, seeds, folder);
            all.Add(counts);
            Console.Error.WriteLine($"{family}: {counts.Right} right, {counts.Unclear} too little, {counts.Wrong} wrong of {seeds}");
            foreach ((int i, FitDiagnosis diagnosis) in counts.Diagnoses.Index().Where(one => why && !family.Right.Contains(one.Item.Verdict)))
                Console.Error.WriteLine($"seed {i + 1}: {diagnosis}");
            table.Add(
                $"{family.Name}", $"{family.Metric}",
                $"{counts.Of(FitVerdict.Underfitting)}", $"{counts.Of(FitVerdict.Overfitting)}", $"{counts.Of(FitVerdict.AboutRight)}",
                $"{counts.Of(FitVerdict.MoreDataWouldHelp)}", $"{counts.Of(FitVerdict.Unclear)}",
                $"{counts.Right}", $"{counts.Wrong}");
        }

        if (all.Count == 0)
            return 1;
        table.Print();
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Of {all.Sum(counts => counts.Diagnoses.Count):N0} verdicts {all.Sum(counts => counts.Right):N0} are right, {all.Sum(counts => counts.Unclear):N0} say too little and {all.Sum(counts => counts.Wrong):N0} are wrong; {all.Sum(counts => counts.Opposite):N0} take underfitting for overfitting or the reverse."));
        return 0;
    }
}
