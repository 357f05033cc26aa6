using System.Text.RegularExpressions;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class DescentTests
{
    private static string _output = "";

    [ClassInitialize]
    public static async Task RunsToItsEnd(TestContext context) =>
        _output = await SecondProcess.Example("Descent").RunAsync(context.CancellationToken);

    [TestMethod]
    [DataRow("Step 0.01", "falls short", 0.1, 1)]
    [DataRow("Step 0.10", "settles", 0, 1e-6)]
    [DataRow("Step 0.11", "oscillates", 0.1, 1)]
    [DataRow("Step 0.12", "diverges", 1e6, 1e8)]
    [DataRow("0.11, momentum 0.25", "settles", 0, 1e-6)]
    [DataRow("0.11, Nesterov 0.25", "settles", 0, 1e-6)]
    [DataRow("0.11, × 0.8 every 10", "settles", 0, 1e-3)]
    [DataRow("Adam, cosine from 1", "settles", 0, 0.05)]
    public void Descents_end_as_the_curvatures_say(string name, string ending, double nearest, double farthest)
    {
        Match row = DescentRow().Matches(_output).Single(row => row.Groups["name"].Value == name);

        Assert.AreEqual(ending, row.Groups["ending"].Value);
        Assert.IsInRange(nearest, farthest, Printed.Number(row, "distance"));
    }

    [TestMethod]
    [DataRow("Grid, 20 × 20")]
    [DataRow("Random, 400 points")]
    public void Searches_come_near_the_minimum(string name)
    {
        Match row = SearchRow().Matches(_output).Single(row => row.Groups["name"].Value == name);

        Assert.IsInRange(0, 5, Printed.Number(row, "value"));
        Assert.AreEqual(400, Printed.Number(row, "evaluations"));
    }

    [TestMethod]
    public void The_gradient_is_that_of_the_function() =>
        Assert.IsLessThan(1e-8, Printed.Number(RelativeError().Match(_output), "error"));

    [TestMethod]
    public void Every_picture_named_is_a_png_file() => Printed.NamesPictures(_output, count: 4);

    [GeneratedRegex(@"^ *(?<name>\S.*?)  +(?<value>\S+) +\(\S+, \S+\) +(?<distance>\S+)  +(?<ending>[a-z]+( [a-z]+)?) *\r?$", RegexOptions.Multiline)]
    private static partial Regex DescentRow();

    [GeneratedRegex(@"^ *(?<name>\S.*?)  +(?<value>\S+) +\(\S+, \S+\) +(?<evaluations>\d+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex SearchRow();

    [GeneratedRegex(@"Relative error (?<error>[\d.]+e[+-]\d+)\.")]
    private static partial Regex RelativeError();
}
