namespace MLExtensions.Tests.Optimization.Functions;

[TestClass]
public class SearchTests
{
    private static readonly SearchAxis[] _box = [new(-2, 2), new(1e-3, 1e3, AxisScale.Logarithmic)];

    [TestMethod]
    public void A_grid_holds_both_ends_of_its_axes_and_is_even_on_their_scale()
    {
        SearchResult result = GridSearch.Minimize(x => x[0], _box, valuesPerAxis: 3);
        double[][] expected = [[-2, 1e-3], [-2, 1], [-2, 1e3], [0, 1e-3], [0, 1], [0, 1e3], [2, 1e-3], [2, 1], [2, 1e3]];
        Assert.HasCount(9, result.Points);
        for (int i = 0; i < 9; i++)
            for (int axis = 0; axis < 2; axis++)
                Assert.AreEqual(expected[i][axis], result.Points[i].X[axis], 1e-12 * Math.Abs(expected[i][axis]));
    }

    [TestMethod]
    public void A_grid_finds_the_minimum_that_lies_on_it()
    {
        SearchResult result = GridSearch.Minimize(Bowl, _box, valuesPerAxis: 13);
        Assert.AreEqual(1, result.Best.X[0], 1e-12);
        Assert.AreEqual(10, result.Best.X[1], 1e-10);
        Assert.AreEqual(0, result.Best.Value, 1e-20);
    }

    [TestMethod]
    public void Random_points_come_close_to_the_minimum()
    {
        SearchResult result = RandomSearch.Minimize(Bowl, _box, 2_000, seed: 3);
        Assert.AreEqual(1, result.Best.X[0], 0.2);
        Assert.AreEqual(1, Math.Log10(result.Best.X[1]), 0.2);
    }

    [TestMethod]
    public void Random_points_are_spread_evenly_on_the_axis_s_scale()
    {
        SearchResult result = RandomSearch.Minimize(Bowl, _box, 4_000);
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
            [.. RandomSearch.Minimize(Bowl, _box, count, seed).Points.SelectMany(point => point.X)];
    }

    [TestMethod]
    public void NaN_is_never_the_best()
    {
        SearchResult result = GridSearch.Minimize(x => x[0] < 0 ? double.NaN : x[0], _box, valuesPerAxis: 3);
        Assert.AreEqual(0, result.Best.Value);
    }

    [TestMethod]
    public void Wrong_arguments_are_refused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => GridSearch.Minimize(null!, _box, 2));
        Assert.ThrowsExactly<ArgumentException>(() => GridSearch.Minimize(Bowl, [], 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GridSearch.Minimize(Bowl, _box, 1));
        Assert.ThrowsExactly<OverflowException>(() => GridSearch.Minimize(Bowl, _box, 100_000));
        Assert.ThrowsExactly<ArgumentNullException>(() => RandomSearch.Minimize(Bowl, null!, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RandomSearch.Minimize(Bowl, _box, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SearchAxis(1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SearchAxis(0, 1, AxisScale.Logarithmic));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SearchAxis(0, double.PositiveInfinity));
    }

    private static double Bowl(ReadOnlySpan<double> x) => Math.Pow(x[0] - 1, 2) + Math.Pow(Math.Log10(x[1]) - 1, 2);
}
