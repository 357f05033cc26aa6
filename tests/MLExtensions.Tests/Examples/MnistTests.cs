using System.Text.RegularExpressions;
using MLExtensions.Reference;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class MnistTests(TestContext context)
{
    private static readonly SecondProcess _example = SecondProcess.Example("Mnist");

    [TestMethod]
    public async Task Reads_the_test_digits_as_well_as_it_is_known_for()
    {
        if (Repository.Beside("shared", "data", "mnist") is null)
            Assert.Inconclusive("This needs the folder ../shared/data/mnist beside the repository.");

        string output = await _example.RunAsync(context.CancellationToken);

        Match metrics = Metrics().Match(output);
        Assert.IsGreaterThanOrEqualTo(97.8, Printed.Number(metrics, "accuracy"));
        Assert.IsInRange(0.03, 0.09, Printed.Number(metrics, "loss"));
        int mistakes = (int)Printed.Number(Mistakes().Match(output), "count");
        Assert.AreEqual(100 - Printed.Number(metrics, "accuracy"), mistakes / 100.0, 0.001);
        Assert.Contains(caption => caption.Groups["read"].Value != caption.Groups["is"].Value, Caption().Matches(output));
        StringAssert.Contains(output, "██");
    }

    [TestMethod]
    public async Task Says_which_files_it_misses_and_where_they_come_from()
    {
        string errors = await _example.FailAsync(context.CancellationToken, "no-such-folder");

        StringAssert.Contains(errors, "'no-such-folder'");
        StringAssert.Contains(errors, "t10k-images-idx3-ubyte.gz");
        StringAssert.Contains(errors, "http");
    }

    [GeneratedRegex(@"^Accuracy (?<accuracy>[\d.]+) %, log-loss (?<loss>[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Metrics();

    [GeneratedRegex(@"^(?<count>\d+) digits are mistaken", RegexOptions.Multiline)]
    private static partial Regex Mistakes();

    [GeneratedRegex(@"read as (?<read>\d), is (?<is>\d)")]
    private static partial Regex Caption();
}
