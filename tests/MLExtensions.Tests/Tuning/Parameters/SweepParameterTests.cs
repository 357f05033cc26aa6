using CsCheck;

namespace MLExtensions.Tests.Tuning.Parameters;

[TestClass]
public class SweepParameterTests
{
    private static readonly Gen<(double From, double To, int Count)> _ranges =
        Gen.Select(Gen.Double[1e-3, 10], Gen.Double[1e-2, 100], Gen.Int[2, 40], (from, width, count) => (from, from + width, count));

    [TestMethod]
    public void A_linear_grid_has_its_ends_to_the_bit_and_equal_steps() => _ranges.Sample(range =>
    {
        double[] grid = [.. SweepParameter.Linear("x", range.From, range.To, range.Count).Grid];
        Assert.HasCount(range.Count, grid);
        Assert.AreEqual(range.From, grid[0]);
        Assert.AreEqual(range.To, grid[^1]);
        double step = (range.To - range.From) / (range.Count - 1);
        for (int i = 1; i < grid.Length; i++)
            Assert.AreEqual(step, grid[i] - grid[i - 1], 1e-10 * range.To);
    });

    [TestMethod]
    public void A_logarithmic_grid_has_its_ends_to_the_bit_and_equal_ratios() => _ranges.Sample(range =>
    {
        double[] grid = [.. SweepParameter.Logarithmic("x", range.From, range.To, range.Count).Grid];
        Assert.HasCount(range.Count, grid);
        Assert.AreEqual(range.From, grid[0]);
        Assert.AreEqual(range.To, grid[^1]);
        double ratio = Math.Pow(range.To / range.From, 1.0 / (range.Count - 1));
        for (int i = 1; i < grid.Length; i++)
            Assert.AreEqual(ratio, grid[i] / grid[i - 1], 1e-10 * ratio);
    });

    [TestMethod]
    public void A_grid_of_decades_is_the_decades()
    {
        SweepParameter<float> lambda = SweepParameter.L2Regularization(0.001f, 1000f, count: 7);
        float[] decades = [0.001f, 0.01f, 0.1f, 1f, 10f, 100f, 1000f];
        Assert.HasCount(7, lambda.Grid);
        for (int i = 0; i < 7; i++)
            Assert.AreEqual(decades[i], lambda.Grid[i], 1e-6f * decades[i]);
        Assert.IsTrue(lambda.IsLogarithmic);
        Assert.AreEqual(Simpler.Larger, lambda.Simpler);
        Assert.AreEqual("l2Regularization", lambda.Name);
    }

    [TestMethod]
    public void Whole_numbers_are_rounded_to_and_each_is_there_once() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 200], Gen.Int[2, 60]).Sample((from, width, count) =>
    {
        foreach (SweepParameter<int> parameter in (SweepParameter<int>[])[
            SweepParameter.Linear("k", from, from + width, count), SweepParameter.Logarithmic("k", from, from + width, count)])
        {
            int[] grid = [.. parameter.Grid];
            Assert.AreEqual(from, grid[0]);
            Assert.AreEqual(from + width, grid[^1]);
            Assert.IsLessThanOrEqualTo(count, grid.Length);
            for (int i = 1; i < grid.Length; i++)
                Assert.IsGreaterThan(grid[i - 1], grid[i]);
        }
    });

    [TestMethod]
    public void Degrees_are_every_whole_number_and_the_smaller_the_simpler()
    {
        SweepParameter<int> degree = SweepParameter.Degree(1, 4);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, degree.Grid.ToArray());
        Assert.AreEqual(Simpler.Smaller, degree.Simpler);
        Assert.IsGreaterThan(degree.Simplicity(4), degree.Simplicity(1));
    }

    [TestMethod]
    public void What_is_drawn_lies_within_the_range() => Gen.Select(_ranges, Gen.Double[0, 1]).Sample((range, share) =>
    {
        share = Math.Min(share, Math.BitDecrement(1.0));
        foreach (double edge in (double[])[0, share, Math.BitDecrement(1.0)])
        {
            Assert.IsInRange(range.From, range.To, (double)SweepParameter.Linear("x", range.From, range.To, range.Count).Draw(edge));
            Assert.IsInRange(range.From, range.To, (double)SweepParameter.Logarithmic("x", range.From, range.To, range.Count).Draw(edge));
            (int from, int to) = (1 + (int)range.From, 2 + (int)range.To);
            Assert.IsInRange(from, to, (int)SweepParameter.Linear("k", from, to, 2).Draw(edge));
            Assert.IsInRange(from, to, (int)SweepParameter.Logarithmic("k", from, to, 2).Draw(edge));
        }
    });

    [TestMethod]
    public void Whole_numbers_are_drawn_as_often_as_each_other_the_ends_as_well()
    {
        SweepParameter<int> degree = SweepParameter.Degree(1, 4);
        const int Draws = 4_000;
        int[] drawn = [.. Enumerable.Range(0, Draws).Select(i => (int)degree.Draw((i + 0.5) / Draws))];
        foreach (int value in degree.Grid)
            Assert.AreEqual(Draws / 4, drawn.Count(number => number == value), 2);
    }

    [TestMethod]
    public void Logarithmic_draws_are_as_often_in_one_decade_as_in_another()
    {
        SweepParameter<float> lambda = SweepParameter.L2Regularization(0.01f, 100f, count: 2);
        float[] drawn = [.. Enumerable.Range(0, 400).Select(i => (float)lambda.Draw((i + 0.5) / 400))];
        Assert.AreEqual(100, drawn.Count(value => value < 0.1f));
        Assert.AreEqual(200, drawn.Count(value => value < 1f));
        Assert.AreEqual(300, drawn.Count(value => value < 10f));
    }

    [TestMethod]
    public void Choices_are_drawn_each_as_likely_and_have_their_order()
    {
        SweepParameter<string> solver = SweepParameter.Choices("solver", ["a", "b", "c"], Simpler.Larger);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, solver.Grid.ToArray());
        for (int i = 0; i < 30; i++)
            Assert.AreEqual(solver.Grid[i / 10], solver.Draw((i + 0.5) / 30));
        Assert.AreEqual("c", solver.Draw(Math.BitDecrement(1.0)));
        Assert.IsFalse(solver.IsLogarithmic);
        Assert.IsGreaterThan(solver.Simplicity("b"), solver.Simplicity("c"));
        Assert.AreEqual(0, SweepParameter.Choices("solver", ["a", "b"]).Simplicity("b"));
    }

    [TestMethod]
    public void A_widened_grid_is_the_same_and_goes_on_in_the_same_steps_up_to_its_limits()
    {
        SweepParameter<float> lambda = SweepParameter.L2Regularization(0.1f, 10f, count: 3).WidenedWithin(0.01f, 50f);
        CollectionAssert.AreEqual(new[] { 0.1f, 1f, 10f }, lambda.Grid.ToArray());
        Assert.AreEqual(0.01f, (float)lambda.Beyond(lambda.GridValues, above: false)!, 1e-6f);
        Assert.AreEqual(50f, lambda.Beyond(lambda.GridValues, above: true));
        Assert.IsNull(lambda.Beyond([0.1f, 1f, 10f, 50f], above: true));

        SweepParameter<int> degree = SweepParameter.Degree(2, 3).WidenedWithin(1, 5);
        Assert.AreEqual(4, degree.Beyond(degree.GridValues, above: true));
        Assert.AreEqual(1, degree.Beyond(degree.GridValues, above: false));
        Assert.IsNull(degree.Beyond([1, 2, 3], above: false));
        Assert.IsNull(SweepParameter.Degree(2, 3).Beyond([2, 3], above: true));
    }

    [TestMethod]
    public void Wrong_ranges_are_refused_and_named()
    {
        AssertRefused("count", () => SweepParameter.Linear("x", 0.0, 1.0, 1));
        AssertRefused("to of the parameter 'x' must be finite and above from, which is 1.", () => SweepParameter.Linear("x", 1.0, 1.0, 2));
        AssertRefused("from of the parameter 'l2Regularization' must be positive and finite, as the values are logarithmic.", () => SweepParameter.L2Regularization(0f, 1f, 3));
        AssertRefused("to of the parameter 'x'", () => SweepParameter.Linear("x", 0f, float.PositiveInfinity, 3));
        AssertRefused("simpler", () => SweepParameter.Linear("x", 0.0, 1.0, 2, (Simpler)7));
        AssertRefused("least", () => SweepParameter.L2Regularization(0.1f, 1f, 3).WidenedWithin(0.2f, 2f));
        AssertRefused("largest", () => SweepParameter.L2Regularization(0.1f, 1f, 3).WidenedWithin(0.1f, float.PositiveInfinity));
        Assert.ThrowsExactly<ArgumentException>(() => SweepParameter.Linear(" ", 0.0, 1.0, 2));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepParameter.Linear(null!, 0.0, 1.0, 2));
        AssertRefused("to of the parameter 'degree' must be finite and above from, which is 3.", () => SweepParameter.Degree(3, 3));
        AssertRefused("which is 1152921504606846976 and the same number in double precision", () => SweepParameter.Linear("x", 1L << 60, (1L << 60) + 3, 4));
    }

    /// <summary>A grid of as many would be no grid, and would fill the memory before anything is tried.</summary>
    [TestMethod]
    public void More_than_a_million_values_are_refused()
    {
        AssertRefused("count of the parameter 'x' must be from 2 to 1,000,000.", () => SweepParameter.Linear("x", 0f, 1f, int.MaxValue));
        AssertRefused("count of the parameter 'l2Regularization'", () => SweepParameter.L2Regularization(0.1f, 1f, 1_000_001));
        foreach ((int from, int to) in ((int, int)[])[(1, int.MaxValue), (int.MinValue, int.MaxValue), (1, 1_000_001)])
            AssertRefused("to must be less than a million above the least degree.", () => SweepParameter.Degree(from, to));
    }

    /// <summary>λ that is 0 is no λ of a logarithmic axis, whose grid would go on for ever towards it.</summary>
    [TestMethod]
    public void A_logarithmic_grid_is_not_widened_to_0() =>
        AssertRefused("least", () => SweepParameter.L2Regularization(0.1f, 1f, 3).WidenedWithin(0f, 2f));

    [TestMethod]
    public void Wrong_choices_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => SweepParameter.Choices<int>("x", []));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepParameter.Choices<string>("x", null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepParameter.Choices<string>("x", ["a", null!]));
        ArgumentException same = Assert.ThrowsExactly<ArgumentException>(() => SweepParameter.Choices<object>("x", [1, "1"]));
        StringAssert.Contains(same.Message, "two choices called '1'");
        Assert.ThrowsExactly<InvalidOperationException>(() => SweepParameter.Choices("x", [1, 2]).WidenedWithin(0, 3));
    }

    private static void AssertRefused(string name, Func<object> make) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => make()).Message, name);
}
