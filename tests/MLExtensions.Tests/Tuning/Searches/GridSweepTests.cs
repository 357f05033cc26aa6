namespace MLExtensions.Tests.Tuning.Searches;

[TestClass]
public class GridSweepTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.1f, 10f, count: 3);
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 2);

    [TestMethod]
    public void A_grid_is_every_combination_the_last_parameter_fastest()
    {
        var sweep = new MadeUpSweep(SweepSearch.Grid(_degree, _lambda), _ => 0.5);
        Assert.HasCount(1, sweep.Rounds);
        CollectionAssert.AreEqual(
            new[] { (1, 0.1f), (1, 1f), (1, 10f), (2, 0.1f), (2, 1f), (2, 10f) },
            sweep.Plans.Select(plan => (plan.Values.Get(_degree), plan.Values.Get(_lambda))).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 6).ToArray(), sweep.Plans.Select(plan => plan.Number).ToArray());
    }

    [TestMethod]
    [DataRow(100f)]
    [DataRow(2e-4f)]
    public void A_grid_grows_until_the_best_lies_inside(float optimum)
    {
        SweepParameter<float> lambda = _lambda.WidenedWithin(1e-6f, 1e6f);
        var sweep = new MadeUpSweep(SweepSearch.Grid(lambda), plan => -Math.Abs(Math.Log10(plan.Values.Get(lambda) / optimum)));

        float[] tried = [.. sweep.Plans.Select(plan => plan.Values.Get(lambda)).Order()];
        float best = sweep.Best.Values.Get(lambda);
        Assert.IsGreaterThan(tried[0], best);
        Assert.IsLessThan(tried[^1], best);
        Assert.AreEqual(0, Math.Log10(best / optimum), 0.5);
        AssertNothingTwice(sweep);
        Assert.IsEmpty(SweepEdge.Promising(sweep.Best, sweep.Ranked));
    }

    [TestMethod]
    public void A_grid_grows_to_its_limit_and_no_further_and_the_edge_is_told()
    {
        SweepParameter<float> lambda = _lambda.WidenedWithin(0.1f, 500f);
        var sweep = new MadeUpSweep(SweepSearch.Grid(lambda), plan => plan.Values.Get(lambda));

        CollectionAssert.AreEqual(new[] { 0.1f, 1f, 10f, 100f, 500f }, sweep.Plans.Select(plan => plan.Values.Get(lambda)).ToArray());
        SweepEdge edge = SweepEdge.Promising(sweep.Best, sweep.Ranked).Single();
        Assert.AreSame(lambda, edge.Parameter);
        Assert.IsTrue(edge.IsUpper);
        Assert.AreEqual(500f, edge.Value);
        StringAssert.Contains(edge.ToString(), "l2Regularization = 500 is the largest that was tried; try larger ones.");
    }

    [TestMethod]
    public void The_lower_edge_is_told_as_well_and_choices_have_none()
    {
        SweepParameter<string> kind = SweepParameter.Choices("kind", ["a", "b"]);
        var sweep = new MadeUpSweep(SweepSearch.Grid(kind, _lambda), plan => -plan.Values.Get(_lambda));
        SweepEdge edge = SweepEdge.Promising(sweep.Best, sweep.Ranked).Single();
        Assert.IsFalse(edge.IsUpper);
        StringAssert.Contains(edge.ToString(), "l2Regularization = 0.1 is the least that was tried; try smaller ones.");
    }

    [TestMethod]
    public void Where_a_trial_inside_is_exactly_as_good_there_is_no_edge()
    {
        var all = new MadeUpSweep(SweepSearch.Grid(_lambda), _ => 0.5);
        Assert.IsEmpty(SweepEdge.Promising(all.Best, all.Ranked));

        var two = new MadeUpSweep(SweepSearch.Grid(_degree, _lambda), plan => plan.Values.Get(_lambda) == 10f ? 0.5 : 0.7);
        Assert.IsEmpty(SweepEdge.Promising(two.Best, two.Ranked));
        var one = new MadeUpSweep(SweepSearch.Grid(_degree, _lambda), plan => plan.Values.Get(_lambda) == 10f ? 0.7 : 0.5);
        Assert.AreEqual(_lambda, SweepEdge.Promising(one.Best, one.Ranked).Single().Parameter);
    }

    [TestMethod]
    public void Choices_that_look_alike_are_all_tried_and_told_apart_in_descriptions()
    {
        SweepSearch search = SweepSearch.Grid(SweepParameter.Choices("p", ["a", "a, q = 1"]), SweepParameter.Choices("q", ["2", "1, q = 2"]));
        Assert.HasCount(4, search.Candidates(seed: 1, CancellationToken.None));
        Assert.AreNotEqual(
            SweepSearch.Grid(SweepParameter.Choices("p", ["a b"])).Description, SweepSearch.Grid(SweepParameter.Choices("p", ["a", "b"])).Description);
        Assert.AreNotEqual(
            SweepSearch.Random(1, SweepParameter.Choices("p", ["a' 'b"])).Description, SweepSearch.Random(1, SweepParameter.Choices("p", ["a", "b"])).Description);
    }

    [TestMethod]
    public void All_parameters_whose_edge_the_best_lies_on_are_widened_each_within_its_limits()
    {
        SweepParameter<float> lambda = _lambda.WidenedWithin(0.1f, 1000f);
        SweepParameter<int> degree = _degree.WidenedWithin(1, 4);
        var sweep = new MadeUpSweep(SweepSearch.Grid(degree, lambda), plan => plan.Values.Get(degree) + Math.Log(plan.Values.Get(lambda)));

        Assert.AreEqual(4, sweep.Best.Values.Get(degree));
        Assert.AreEqual(1000f, sweep.Best.Values.Get(lambda));
        Assert.AreEqual(4 * 5, sweep.Plans.Count());
        AssertNothingTwice(sweep);
    }

    [TestMethod]
    public void Small_steps_become_strides_so_that_a_far_limit_is_reached_in_few_rounds()
    {
        SweepParameter<int> up = SweepParameter.Linear("up", 0, 1, 2).WidenedWithin(0, 1_000_000_000);
        int[] tried = [.. Tried(up, value => value)];
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 9, 13, 21 }, tried[..11]);
        Assert.AreEqual(1_000_000_000, tried[^1]);
        Assert.IsLessThan(50, tried.Length);

        long[] down = [.. Tried(SweepParameter.Linear("down", -1L, 0, 2).WidenedWithin(-1_000_000_000_000, 0), value => -value)];
        Assert.AreEqual(-1_000_000_000_000, down.Min());
        Assert.IsLessThan(60, down.Length);

        double[] ratios = [.. Tried(SweepParameter.Logarithmic("ratio", 1, 1.0001, 2).WidenedWithin(1, 1e30), value => value)];
        Assert.AreEqual(1e30, ratios.Max());
        Assert.IsLessThan(50, ratios.Length);

        // Steps that suit the range stay as they are.
        float[] lambdas = [.. Tried(SweepParameter.L2Regularization(1e-3f, 1e3f, 7).WidenedWithin(1e-3f, 1e9f), value => value)];
        Assert.HasCount(13, lambdas);
        for (int i = 0; i < 13; i++)
            Assert.AreEqual(i - 3, Math.Log10(lambdas[i]), 1e-5);

        static IEnumerable<T> Tried<T>(SweepParameter<T> parameter, Func<T, double> score)
            where T : notnull =>
            new MadeUpSweep(SweepSearch.Grid(parameter), plan => score(plan.Values.Get(parameter))).Plans.Select(plan => plan.Values.Get(parameter));
    }

    [TestMethod]
    public void A_grid_of_which_all_failed_does_not_grow()
    {
        var sweep = new MadeUpSweep(SweepSearch.Grid(_lambda.WidenedWithin(1e-3f, 1e3f)), _ => double.NaN);
        Assert.HasCount(1, sweep.Rounds);
    }

    [TestMethod]
    public void Wrong_parameters_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.Grid());
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepSearch.Grid(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepSearch.Grid(_lambda, null!));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.Grid(_lambda, SweepParameter.L2Regularization(1f, 2f, 2))).Message,
            "two parameters called 'l2Regularization'");
        Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.Random(3, _degree, _degree));
    }

    private static void AssertNothingTwice(MadeUpSweep sweep)
    {
        Assert.AreEqual(sweep.Plans.Count(), sweep.Plans.Select(plan => plan.Values.ToString()).Distinct().Count());
        CollectionAssert.AreEqual(Enumerable.Range(1, sweep.Plans.Count()).ToArray(), sweep.Plans.Select(plan => plan.Number).ToArray());
    }
}
