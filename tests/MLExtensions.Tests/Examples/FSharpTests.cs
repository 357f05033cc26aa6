using System.Globalization;
using System.Text.RegularExpressions;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class FSharpTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Two_pipelines_are_swept_and_the_better_is_saved_and_loaded()
    {
        string output = await SecondProcess.Example("SweepFromFSharp").RunAsync(TestContext.CancellationToken);
        StringAssert.Contains(output, "softmax: ");
        StringAssert.Contains(output, "neighbors: ");
        Assert.IsGreaterThan(97.0, double.Parse(Accuracy().Match(output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"reads ([\d.]+) % of the test digits")]
    private static partial Regex Accuracy();
}
