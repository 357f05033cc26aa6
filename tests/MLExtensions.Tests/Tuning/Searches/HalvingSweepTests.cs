using MLExtensions.Tuning;

namespace MLExtensions.Tests.Tuning.Searches;

[TestClass]
public class HalvingSweepTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(1e-3f, 1e3f, count: 9);

    [TestMethod]
    public void Candidates_become_fewer_and_rows_more_by_the_factor()
    {
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), plan => plan.Values.Get(_lambda));
        CollectionAssert.AreEqual(new[] { 9, 3, 1 }, sweep.Rounds.ConvertAll(round => round.Length));
        for (int round = 0; round < 3; round++)
            foreach (TrialPlan plan in sweep.Rounds[round])
                Assert.AreEqual(Math.Pow(3, round - 2), plan.Share, 1e-15);
        Assert.AreEqual(1, sweep.Rounds[2][0].Share);
        Assert.AreEqual(1e3f, sweep.Best.Values.Get(_lambda));
        Assert.AreEqual(1, sweep.Best.TrainingShare);
    }

    [TestMethod]
    public void The_better_ones_of_a_round_go_on_under_their_numbers()
    {
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Random(13, _lambda), factor: 2), plan => -Math.Abs(plan.Number - 6));
        CollectionAssert.AreEqual(new[] { 13, 6, 3, 1 }, sweep.Rounds.ConvertAll(round => round.Length));
        CollectionAssert.AreEquivalent(new[] { 5, 6, 7 }, sweep.Rounds[2].Select(plan => plan.Number).ToArray());
        Assert.AreEqual(6, sweep.Rounds[3][0].Number);
        Assert.AreEqual(sweep.Rounds[0][5].Values.ToString(), sweep.Rounds[3][0].Values.ToString());
    }

    [TestMethod]
    public void The_best_is_of_the_last_round_even_if_fewer_rows_scored_higher()
    {
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), plan => 1 - 0.3 * plan.Share + plan.Number * 1e-3);
        Assert.AreEqual(1, sweep.Best.TrainingShare);
        Assert.IsLessThan(sweep.Ranked[^1].Validation.Mean, sweep.Best.Validation.Mean);
    }

    [TestMethod]
    public void Those_that_failed_do_not_go_on()
    {
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), plan => plan.Number > 2 ? double.NaN : plan.Number);
        CollectionAssert.AreEqual(new[] { 1, 2 }, sweep.Rounds[1].Select(plan => plan.Number).ToArray());
        Assert.AreEqual(2, sweep.Best.Number);
        Assert.HasCount(1, new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), _ => double.NaN).Rounds);
    }

    [TestMethod]
    public void A_search_that_ends_by_time_and_a_factor_below_2_are_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(
                () => SweepSearch.SuccessiveHalving(SweepSearch.Random(TimeSpan.FromSeconds(1), _lambda))).Message,
            "halving needs a number of trials");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda), factor: 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepSearch.SuccessiveHalving(null!));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.SuccessiveHalving(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), 2)).Message,
            "halved successively already");
    }
}
