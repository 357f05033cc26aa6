using System.Text.RegularExpressions;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Examples;

[TestClass]
public partial class PolynomialsTests
{
    /// <summary>The standard deviation of the noise, below which no validation error should be.</summary>
    private const double Noise = 0.5;

    private static string _output = "";

    [ClassInitialize]
    public static async Task RunsToItsEnd(TestContext context) =>
        _output = await SecondProcess.Example("Polynomials").RunAsync(context.CancellationToken);

    [TestMethod]
    public void A_line_underfits()
    {
        Match line = Degree(1), parabola = Degree(2);

        Assert.AreEqual("underfits", line.Groups["verdict"].Value);
        Assert.IsGreaterThan(3 * Validation(parabola), Validation(line));
        Assert.IsGreaterThan(3 * Training(parabola), Training(line));
    }

    [TestMethod]
    public void A_parabola_fits()
    {
        Match parabola = Degree(2);

        Assert.AreEqual("fits", parabola.Groups["verdict"].Value);
        Assert.IsInRange(0.95 * Noise, 1.15 * Noise, Validation(parabola));
        Assert.IsInRange(0.7 * Noise, 1.15 * Noise, Training(parabola));
    }

    [TestMethod]
    [DataRow(9)]
    [DataRow(10)]
    [DataRow(11)]
    [DataRow(12)]
    public void High_degrees_overfit(int degree)
    {
        Match parabola = Degree(2), high = Degree(degree);

        Assert.AreEqual("overfits", high.Groups["verdict"].Value);
        Assert.IsLessThan(0.7 * Training(parabola), Training(high));
        Assert.IsGreaterThan(3 * Validation(parabola), Validation(high));
    }

    [TestMethod]
    public void Every_power_more_brings_the_training_error_down()
    {
        double[] errors = [.. Enumerable.Range(1, 12).Select(degree => Training(Degree(degree)))];

        foreach ((double before, double after) in errors.Zip(errors.Skip(1)))
            Assert.IsLessThanOrEqualTo(before, after);
    }

    [TestMethod]
    public void The_parabola_found_is_near_the_true_one()
    {
        Match found = CoefficientsRow().Match(_output);

        Assert.AreEqual(1.5, Printed.Number(found, "square"), 0.15);
        Assert.AreEqual(2.3, Printed.Number(found, "linear"), 0.15);
        Assert.AreEqual(2.0, Printed.Number(found, "constant"), 0.15);
    }

    [TestMethod]
    public void The_penalty_of_the_least_leave_one_out_error_makes_degree_12_as_good_as_a_parabola()
    {
        Match best = PenaltyRow().Matches(_output).MinBy(row => Printed.Number(row, "left"))!;
        double parabola = NewError("Degree 2, λ = 0"), wild = NewError("Degree 12, λ = 0");
        double chosen = NewError($"Degree 12, λ = {best.Groups["penalty"].Value}");

        Assert.AreEqual(Printed.Number(Choice().Match(_output), "penalty"), Printed.Number(best, "penalty"));
        Assert.AreEqual("fits", best.Groups["verdict"].Value);
        Assert.IsInRange(0.95 * Noise, 1.15 * Noise, parabola);
        Assert.IsLessThan(1.15 * parabola, chosen);
        Assert.IsLessThan(0.1 * wild, chosen);
    }

    [TestMethod]
    public void Too_small_a_penalty_overfits_and_too_large_a_one_underfits()
    {
        MatchCollection rows = PenaltyRow().Matches(_output);

        Assert.HasCount(9, rows);
        Assert.AreEqual("overfits", rows[0].Groups["verdict"].Value);
        Assert.AreEqual("underfits", rows[^1].Groups["verdict"].Value);
        Assert.IsLessThan(Training(rows[^1]), Training(rows[0]));
    }

    [TestMethod]
    public void One_more_point_moves_the_overfitted_curve_much_more_than_the_regularized_one()
    {
        MatchCollection rows = RefitRow().Matches(_output);

        Assert.HasCount(2, rows);
        Assert.AreEqual(0, Printed.Number(rows[0], "penalty"));
        Assert.IsGreaterThan(0, Printed.Number(rows[1], "penalty"));
        Assert.IsGreaterThan(5 * Printed.Number(rows[1], "mean"), Printed.Number(rows[0], "mean"));
        Assert.IsGreaterThan(5 * Printed.Number(rows[1], "most"), Printed.Number(rows[0], "most"));
    }

    [TestMethod]
    public void Every_picture_named_is_a_png_file() => Printed.NamesPictures(_output, count: 4);

    private static Match Degree(int degree) =>
        DegreeRow().Matches(_output).Single(row => Printed.Number(row, "degree") == degree);

    private static double Training(Match row) => Printed.Number(row, "training");

    private static double Validation(Match row) => Printed.Number(row, "validation");

    private static double NewError(string curve) =>
        Printed.Number(NewErrorRow().Matches(_output).Single(row => row.Groups["name"].Value == curve), "error");

    [GeneratedRegex(@"^ *(?<degree>\d+) +(?<training>[\d.]+) ± [\d.]+ +(?<validation>[\d.]+) ± [\d.]+ +(?<verdict>[a-z]+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex DegreeRow();

    [GeneratedRegex(@"^ *degree 2 finds +(?<square>[\d.]+) +(?<linear>[\d.]+) +(?<constant>[\d.]+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex CoefficientsRow();

    [GeneratedRegex(@"^ *(?<penalty>\S+) +(?<training>[\d.]+) ± [\d.]+ +(?<validation>[\d.]+) ± [\d.]+ +(?<left>[\d.]+) +(?<verdict>[a-z]+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex PenaltyRow();

    [GeneratedRegex(@"Leave-one-out chooses λ = (?<penalty>[\d.e+-]*\d)\.")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^ *(?<name>Degree \d+, λ = \S+) +(?<error>[\d.]+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex NewErrorRow();

    [GeneratedRegex(@"^ *Degree 12, λ = (?<penalty>\S+) +(?<mean>[\d.]+) +(?<most>[\d.]+) *\r?$", RegexOptions.Multiline)]
    private static partial Regex RefitRow();
}
