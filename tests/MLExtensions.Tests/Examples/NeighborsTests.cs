using System.Globalization;
using System.Text.RegularExpressions;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class NeighborsTests
{
    private const int Known = 3823;
    private const int Others = 1797;
    private const int Neighbors = 9;

    private static readonly Lazy<(int Row, double Distance)[][]> _nearest = new(FindNearest);

    private static string _output = "";

    [ClassInitialize]
    public static async Task RunsToItsEnd(TestContext context) =>
        _output = await SecondProcess.Example("Neighbors").RunAsync(context.CancellationToken);

    [TestMethod]
    public void Prints_the_accuracy_of_every_trial_and_marks_the_best_and_the_one_taken()
    {
        MatchCollection cells = Cell().Matches(_output[.._output.IndexOf("★ best", StringComparison.Ordinal)]);
        double best = Printed.Number(cells.Single(cell => cell.Groups["mark"].Value == "★"), "accuracy");
        double taken = Printed.Number(cells.Single(cell => cell.Groups["mark"].Value == "●"), "accuracy");

        Assert.HasCount(32, cells);
        Assert.AreEqual(cells.Max(cell => Printed.Number(cell, "accuracy")), best);
        Assert.IsInRange(98.4, 98.9, best);
        Assert.IsInRange(best - 0.25, best, taken);
        StringAssert.Contains(_output, $"● taken: k = {Neighbors}, distance = Euclidean, weights = InverseDistance: 0.98");
    }

    [TestMethod]
    public void The_distance_matters_most_and_the_weights_least()
    {
        string[] names = [.. Influence().Matches(_output).OrderByDescending(row => Printed.Number(row, "points")).Select(row => row.Groups["name"].Value)];

        CollectionAssert.AreEqual(new[] { "distance", "k", "weights" }, names);
    }

    [TestMethod]
    public void Reads_the_test_digits_as_a_loop_over_all_known_ones_does()
    {
        Digit[] known = Optdigits.Train(Known), others = Optdigits.Test(Others);
        int correct = others.Index().Count(digit => Vote(_nearest.Value[digit.Index], known) == digit.Item.Number);

        Assert.AreEqual(1757, correct);
        Assert.AreEqual((double)correct / Others, Printed.Number(Estimate().Match(_output), "score"), 0.0001);
        StringAssert.Contains(_output, "1,757 are read correctly");
        StringAssert.Contains(_output, "40 are mistaken");
    }

    [TestMethod]
    public void Shows_digits_read_correctly_and_mistaken_beside_those_that_are_nearest()
    {
        Digit[] known = Optdigits.Train(Known), others = Optdigits.Test(Others);
        IReadOnlyList<Match> digits = Shown().Matches(_output);

        Assert.HasCount(3, digits.Where(digit => digit.Groups["mark"].Value == "✓"));
        Assert.HasCount(3, digits.Where(digit => digit.Groups["mark"].Value == "✗"));
        foreach (Match digit in digits)
        {
            int test = Number(digit, "row") - 1;
            Assert.AreEqual(others[test].Number, Number(digit, "is"));
            Assert.AreEqual(digit.Groups["mark"].Value == "✓", digit.Groups["is"].Value == digit.Groups["read"].Value);

            string picture = _output[digit.Index..];
            Match[] captions = [.. Caption().Matches(picture).Take(3)];
            int[] rows = [.. Row().Matches(picture).Take(3).Select(row => Number(row, "row") - 1)];
            CollectionAssert.AreEqual(_nearest.Value[test].Take(3).Select(neighbor => neighbor.Row).ToArray(), rows);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.AreEqual(known[rows[i]].Number, Number(captions[i], "label"));
                Assert.AreEqual(_nearest.Value[test][i].Distance, Printed.Number(captions[i], "distance"), 0.0051);
                Assert.AreEqual(known[rows[i]].Number == others[test].Number, captions[i].Groups["mark"].Value == "✓");
            }
        }

        StringAssert.Contains(_output, "██");
    }

    [TestMethod]
    public void Says_how_far_the_sweep_is() => StringAssert.Contains(_output, "Sweep: 160 of 160 fits");

    [TestMethod]
    public void Every_picture_named_is_a_png_file() => Printed.NamesPictures(_output, count: 2);

    /// <summary>The rows nearest to each test digit, from 0, the nearest first; of several at the same distance the first.</summary>
    private static (int Row, double Distance)[][] FindNearest()
    {
        Digit[] known = Optdigits.Train(Known);
        return [.. Optdigits.Test(Others).AsParallel().AsOrdered().Select(digit => known
            .Select((other, row) => (Row: row, Distance: Math.Sqrt(digit.Features.Zip(other.Features, (a, b) => (double)(a - b) * (a - b)).Sum())))
            .OrderBy(neighbor => neighbor.Distance).Take(Neighbors).ToArray())];
    }

    /// <summary>The number with the largest sum of inverse distances. No two digits are the same, so that none is 0.</summary>
    private static int Vote((int Row, double Distance)[] nearest, Digit[] known) => nearest
        .GroupBy(neighbor => known[neighbor.Row].Number, neighbor => 1 / neighbor.Distance)
        .OrderByDescending(votes => votes.Sum()).ThenBy(votes => votes.Key).First().Key;

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@" (?<accuracy>9\d\.\d\d)(?<mark>[★●·]| )(?= |\r?$)", RegexOptions.Multiline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"^ *(?<name>[a-z]+) +\w+: [\d.]+ +\w+: [\d.]+ +(?<points>[\d.]+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex Influence();

    [GeneratedRegex(@"^MicroAccuracy on 1,797 rows held out: (?<score>[\d.]+) ±", RegexOptions.Multiline)]
    private static partial Regex Estimate();

    [GeneratedRegex(@"^(?<mark>[✓✗]) test digit (?<row>[\d,]+) is (?<is>\d), read as (?<read>\d)", RegexOptions.Multiline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"(?<mark>[✓✗]) (?<label>\d), (?<distance>[\d.]+) away")]
    private static partial Regex Caption();

    [GeneratedRegex(@"row (?<row>[\d,]+)")]
    private static partial Regex Row();
}
