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
    [DataRow("Softmax regression, degree 2", 97.2)]
    [DataRow("Multiclass SVM, degree 2", 96.8)]
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
    public void Says_how_far_training_is()
    {
        StringAssert.Contains(_output, "Softmax regression: training, epoch ");
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

    [GeneratedRegex(@"read as (?<read>\d), is (?<is>\d)")]
    private static partial Regex Caption();
}
