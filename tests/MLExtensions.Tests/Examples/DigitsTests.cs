using System.Text.RegularExpressions;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class DigitsTests
{
    private static string _output = "";

    [ClassInitialize]
    public static async Task RunsToItsEnd(TestContext context) =>
        _output = await SecondProcess.Example("Digits").RunAsync(context.CancellationToken);

    [TestMethod]
    [DataRow("Softmax regression", 95.2)]
    [DataRow("Multiclass SVM", 94.2)]
    [DataRow("Multiclass SVM, degree 2", 96.8)]
    [DataRow("Softmax regression, tuned", 96.5)]
    public void Reaches_the_accuracy_it_is_known_for(string name, double floor)
    {
        Match row = TableRow().Matches(_output).Single(row => row.Groups["name"].Value == name);

        Assert.IsGreaterThanOrEqualTo(floor, Printed.Number(row, "accuracy"));
        Assert.IsGreaterThanOrEqualTo(floor, Printed.Number(row, "macro"));
    }

    [TestMethod]
    public void Gives_a_log_loss_for_probabilities_and_none_for_margins()
    {
        IReadOnlyList<Match> rows = TableRow().Matches(_output);

        Assert.HasCount(4, rows);
        foreach (Match row in rows)
        {
            if (row.Groups["name"].Value.Contains("SVM", StringComparison.Ordinal))
                Assert.AreEqual("–", row.Groups["loss"].Value);
            else
                Assert.IsInRange(0.01, 0.25, Printed.Number(row, "loss"));
        }
    }

    [TestMethod]
    public void Chooses_products_of_pixels_and_a_penalty_within_the_grid_by_validation_scores_in_order()
    {
        IReadOnlyList<Match> rows = SweepRow().Matches(_output);

        double[] scores = [.. rows.Select(row => Printed.Number(row, "validation"))];
        Match chosen = rows.Single(row => row.Groups["mark"].Value == "chosen");
        Assert.HasCount(14, rows);
        CollectionAssert.AreEqual(scores.OrderDescending().ToArray(), scores);
        Assert.AreEqual("2", chosen.Groups["degree"].Value);
        Assert.IsInRange(0.02, 50, Printed.Number(chosen, "lambda"));
        Assert.IsGreaterThan(0.98, Printed.Number(chosen, "validation"));
    }

    [TestMethod]
    public void Says_in_words_how_well_the_chosen_one_fits()
    {
        StringAssert.Contains(_output, "on the rows trained on and");
        StringAssert.Contains(_output, "a guess scores");
        StringAssert.Contains(_output, "Try: ");
    }

    [TestMethod]
    public void More_digits_make_it_better()
    {
        double[] scores = [.. LearningRow().Matches(_output).Select(row => Printed.Number(row, "validation"))];

        Assert.HasCount(4, scores);
        Assert.IsGreaterThan(scores[0] + 0.02, scores[^1]);
    }

    [TestMethod]
    public void The_estimate_is_the_accuracy_on_the_test_digits()
    {
        double estimate = Printed.Number(Estimate().Match(_output), "score");
        Match row = TableRow().Matches(_output).Single(row => row.Groups["name"].Value == "Softmax regression, tuned");

        Assert.AreEqual(Printed.Number(row, "accuracy"), 100 * estimate, 0.01);
    }

    [TestMethod]
    public void Every_picture_named_is_a_png_file() => Printed.NamesPictures(_output, count: 3);

    [TestMethod]
    public void Says_how_far_training_is()
    {
        StringAssert.Contains(_output, "Sweep: 70 of 70 fits");
        StringAssert.Contains(_output, "Softmax regression: done, epoch ");
        StringAssert.Contains(_output, "Multiclass SVM, degree 2: done, epoch ");
    }

    [TestMethod]
    public void Shows_digits_that_the_loaded_model_reads_correctly_and_some_that_it_mistakes()
    {
        (string Read, string Is)[] captions =
            [.. Caption().Matches(_output).Select(match => (match.Groups["read"].Value, match.Groups["is"].Value))];

        Assert.Contains(caption => caption.Read == caption.Is, captions);
        Assert.Contains(caption => caption.Read != caption.Is, captions);
        StringAssert.Contains(_output, "██");
    }

    [GeneratedRegex(@"^ *(?<name>\S.*?) +(?<accuracy>[\d.]+) % +(?<macro>[\d.]+) % +(?<loss>\S+) +[\d.]+ *\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^ *(?<degree>[12]) +(?<lambda>[\d.]+) +(?<validation>[\d.]+) ± [\d.]+ +[\d.]+ ± [\d.]+ *(?<mark>[a-z]*) *\r?$", RegexOptions.Multiline)]
    private static partial Regex SweepRow();

    [GeneratedRegex(@"^ *[\d,]{3,} +(?<validation>[\d.]+) ± [\d.]+ +[\d.]+ ± [\d.]+ *\r?$", RegexOptions.Multiline)]
    private static partial Regex LearningRow();

    [GeneratedRegex(@"^MicroAccuracy on 1,797 rows held out: (?<score>[\d.]+) ±", RegexOptions.Multiline)]
    private static partial Regex Estimate();

    [GeneratedRegex(@"read as (?<read>\d), is (?<is>\d)")]
    private static partial Regex Caption();
}
