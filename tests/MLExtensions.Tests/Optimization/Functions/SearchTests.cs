namespace MLExtensions.Tests.Optimization.Functions;

[TestClass]
public class SearchTests
{
    private static readonly FunctionAxis[] _box = [FunctionAxis.Linear(-2, 2), FunctionAxis.Logarithmic(1e-3, 1e3)];

    [TestMethod]
    public void A_grid_holds_both_ends_of_its_axes_and_is_even_on_their_scale()
    {
        FunctionSearchResult result = FunctionSearch.Grid(x => x[0], _box, valuesPerAxis: 3);
        double[][] expected = [[-2, 1e-3], [-2, 1], [-2, 1e3], [0, 1e-3], [0, 1], [0, 1e3], [2, 1e-3], [2, 1], [2, 1e3]];
        Assert.HasCount(9, result.Points);
        for (int i = 0; i < 9; i++)
            for (int axis = 0; axis < 2; axis++)
                Assert.AreEqual(expected[i][axis], result.Points[i].X[axis], 1e-12 * Math.Abs(expected[i][axis]));
    }

    [TestMethod]
    public void A_grid_finds_the_minimum_that_lies_on_it()
    {
        FunctionSearchResult result = FunctionSearch.Grid(Bowl, _box, valuesPerAxis: 13);
        Assert.AreEqual(1, result.Best.X[0], 1e-12);
        Assert.AreEqual(10, result.Best.X[1], 1e-10);
        Assert.AreEqual(0, result.Best.Value, 1e-20);
    }

    [TestMethod]
    public void Random_points_come_close_to_the_minimum()
    {
        FunctionSearchResult result = FunctionSearch.Random(Bowl, _box, 2_000, seed: 3);
        Assert.AreEqual(1, result.Best.X[0], 0.2);
        Assert.AreEqual(1, Math.Log10(result.Best.X[1]), 0.2);
    }

    [TestMethod]
    public void Random_points_are_spread_evenly_on_the_axis_s_scale()
    {
        FunctionSearchResult result = FunctionSearch.Random(Bowl, _box, 4_000);
        foreach (FunctionPoint point in result.Points)
        {
            Assert.IsInRange(-2.0, 2.0, point.X[0]);
            Assert.IsInRange(1e-3, 1e3, point.X[1]);
        }

        Assert.AreEqual(0, result.Points.Average(point => point.X[0]), 0.1);
        Assert.AreEqual(0, result.Points.Average(point => Math.Log10(point.X[1])), 0.15);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_points_and_another_others()
    {
        double[] first = Draw(count: 20, seed: 5);
        CollectionAssert.AreEqual(first, Draw(count: 20, seed: 5));
        CollectionAssert.AreEqual(first[..20], Draw(count: 10, seed: 5));
        CollectionAssert.AreNotEqual(first, Draw(count: 20, seed: 6));

        static double[] Draw(int count, int seed) =>
            [.. FunctionSearch.Random(Bowl, _box, count, seed).Points.SelectMany(point => point.X)];
    }

    [TestMethod]
    public void NaN_is_never_the_best()
    {
        FunctionSearchResult result = FunctionSearch.Grid(x => x[0] < 0 ? double.NaN : x[0], _box, valuesPerAxis: 3);
        Assert.AreEqual(0, result.Best.Value);
    }

    [TestMethod]
    public void Wrong_arguments_are_refused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => FunctionSearch.Grid(null!, _box, 2));
        Assert.ThrowsExactly<ArgumentException>(() => FunctionSearch.Grid(Bowl, [], 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionSearch.Grid(Bowl, _box, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => FunctionSearch.Random(Bowl, null!, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionSearch.Random(Bowl, _box, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionAxis.Linear(1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionAxis.Logarithmic(0, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionAxis.Linear(0, double.PositiveInfinity));
    }

    [TestMethod]
    [DataRow(40, 2, "1,099,511,627,776 points")]
    [DataRow(20, 10, "1E+20 points")]
    [DataRow(1, int.MaxValue, "2,147,483,647 points")]
    [DataRow(400, int.MaxValue, "points take at least")]
    public void A_grid_of_more_points_than_there_is_memory_for_is_refused_before_the_first(int variables, int valuesPerAxis, string message)
    {
        FunctionAxis[] box = [.. Enumerable.Repeat(FunctionAxis.Linear(0, 1), variables)];
        string text = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionSearch.Grid(NeverAsked, box, valuesPerAxis)).Message;
        StringAssert.Contains(text, message);
        StringAssert.Contains(text, "Take fewer values or fewer variables, or FunctionSearch.Random");
    }

    [TestMethod]
    public void More_random_points_than_there_is_memory_for_are_refused_before_the_first() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionSearch.Random(NeverAsked, _box, int.MaxValue)).Message,
        "2,147,483,647 points take at least");

    [TestMethod]
    public void An_axis_that_is_null_is_refused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => FunctionSearch.Grid(Bowl, [_box[0], null!], 2));
        Assert.ThrowsExactly<ArgumentNullException>(() => FunctionSearch.Random(Bowl, [_box[0], null!], 2));
    }

    private static double NeverAsked(ReadOnlySpan<double> x) => throw new AssertFailedException("The function was evaluated.");

    private static double Bowl(ReadOnlySpan<double> x) => Math.Pow(x[0] - 1, 2) + Math.Pow(Math.Log10(x[1]) - 1, 2);
}
