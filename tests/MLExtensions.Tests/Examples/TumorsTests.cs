using System.Text.RegularExpressions;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class TumorsTests
{
    private static string _output = "";

    [ClassInitialize]
    public static async Task RunsToItsEnd(TestContext context) =>
        _output = await SecondProcess.Example("Tumors").RunAsync(context.CancellationToken);

    [TestMethod]
    public void Every_row_of_the_file_is_there()
    {
        Match rows = Rows().Match(_output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
        Assert.AreEqual(569, Printed.Number(rows, "train") + Printed.Number(rows, "test"));
        Assert.AreEqual(212, Printed.Number(rows, "malignant") + Printed.Number(rows, "others"));
    }

    [TestMethod]
    public void A_penalty_within_the_grid_is_best_and_nearly_all_pairs_are_in_order()
    {
        Match best = BestRow().Match(_output);
        Assert.IsInRange(0.02, 500, Printed.Number(best, "lambda"));
        Assert.IsGreaterThan(0.985, Printed.Number(best, "area"));
        Assert.IsGreaterThan(0.98, Printed.Number(Estimate().Match(_output), "area"));
    }

    [TestMethod]
    public void A_threshold_for_recall_finds_more_and_raises_more_alarms()
    {
        MatchCollection rows = ThresholdRow().Matches(_output);
        Assert.HasCount(4, rows);
        Assert.IsGreaterThanOrEqualTo(0.98, Printed.Number(rows[2], "recall"));
        Assert.IsGreaterThan(Printed.Number(rows[0], "recall"), Printed.Number(rows[2], "recall"));
        Assert.IsGreaterThan(Printed.Number(rows[0], "alarms"), Printed.Number(rows[2], "alarms"));
        double[] costs = [.. rows.Select(row => Printed.Number(row, "alarms") + 10 * Printed.Number(row, "missed"))];
        Assert.AreEqual(costs.Min(), costs[3]);
    }

    [TestMethod]
    public void The_loaded_model_has_the_threshold()
    {
        Match found = Found().Match(_output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0.95, Printed.Number(found, "found") / Printed.Number(found, "malignant"));
        Assert.IsGreaterThan(0, Printed.Number(found, "alarms"));
    }

    [TestMethod]
    public void Every_picture_named_is_a_png_file() => Printed.NamesPictures(_output, count: 4);

    [GeneratedRegex(@"(?<train>\d+) to learn from, (?<malignant>\d+) of them malignant; (?<test>\d+) others put aside, (?<others>\d+) malignant")]
    private static partial Regex Rows();

    [GeneratedRegex(@"^ *(?<lambda>[\d.]+) +(?<area>0\.\d+) ± .* best *\r?$", RegexOptions.Multiline)]
    private static partial Regex BestRow();

    [GeneratedRegex(@"AreaUnderRocCurve on 165 rows held out: (?<area>0\.\d+)")]
    private static partial Regex Estimate();

    [GeneratedRegex(@"^ *(likelier|highest|recall ≥|least cost).*? {2,}[\d.]+ +(?<precision>[\d.]+) +(?<recall>[\d.]+) +(?<alarms>\d+) +(?<missed>\d+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex ThresholdRow();

    [GeneratedRegex(@"Of (?<malignant>\d+) malignant tumors (?<found>\d+) are found; of \d+ others (?<alarms>\d+) raise a false alarm")]
    private static partial Regex Found();
}
