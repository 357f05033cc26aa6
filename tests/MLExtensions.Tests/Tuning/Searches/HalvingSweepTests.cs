using Microsoft.ML;
using MLExtensions.Tuning.Trials;

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
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Random(13, _lambda), factor: 2), plan => -Math.Abs(plan.Number - 6.1));
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
    [DataRow(2000, 5)]
    [DataRow(180, 3)]
    [DataRow(80, 2)]
    [DataRow(59, 1)]
    public void Where_rows_do_not_suffice_for_a_first_round_there_are_fewer(int trainingRows, int rounds)
    {
        // A first look takes twenty rows.
        SweepParameter<float> lambda = SweepParameter.L2Regularization(1e-4f, 1e4f, count: 81);
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(lambda)), plan => plan.Number, trainingRows: trainingRows);
        Assert.HasCount(rounds, sweep.Rounds);
        Assert.HasCount(81, sweep.Rounds[0]);
        Assert.AreEqual(Math.Pow(3, 1 - rounds), sweep.Rounds[0][0].Share, 1e-15);
        Assert.AreEqual(1, sweep.Rounds[^1][0].Share);
    }

    [TestMethod]
    public void Candidates_that_tie_go_on_together()
    {
        // Of nine, three are to go on; the first scores best, and the five after it all score the same.
        var sweep = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), plan => plan.Number == 1 ? 0.9 : plan.Number <= 6 ? 0.8 : 0.7);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5, 6 }, sweep.Rounds[1].Select(plan => plan.Number).ToArray());

        var allTie = new MadeUpSweep(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), _ => 0.5);
        Assert.IsTrue(allTie.Rounds.TrueForAll(round => round.Length == 9));
    }

    [TestMethod]
    public void What_is_halved_cannot_be_halved_again() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.SuccessiveHalving(SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)))).Message,
            "halved successively already");

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_guess_knows_as_many_rows_as_in_a_grid_and_the_result_has_every_round(bool isResumed)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Classes();
        string? file = isResumed ? Path.GetTempFileName() : null;
        var options = new MulticlassSweepOptions { Seed = 1, Metric = MulticlassMetric.LogLoss, CheckpointFile = file };
        SweepSearch halving = SweepSearch.SuccessiveHalving(SweepSearch.Grid(SweepExamples.Lambda), factor: 2);
        SweepResult halved = ml.MulticlassClassification.Sweep(data, SweepExamples.Softmax(), halving, options);
        if (file is not null)
        {
            // The fits of the last round are lost.
            string[] lines = File.ReadAllLines(file);
            File.WriteAllLines(file, lines[..^2]);
            halved = ml.MulticlassClassification.Sweep(data, SweepExamples.Softmax(), halving, options);
            File.Delete(file);
        }

        SweepResult grid = ml.MulticlassClassification.Sweep(
            data, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1, Metric = MulticlassMetric.LogLoss });
        CollectionAssert.AreEqual(grid.Guess.Folds.ToArray(), halved.Guess.Folds.ToArray());

        Assert.IsGreaterThan(1, halved.Rounds.Count);
        Assert.HasCount(SweepExamples.Lambda.Grid.Count, halved.Rounds[0].Trials);
        Assert.AreEqual(halved.Rounds[0].Trials[0].Folds.Average(fold => fold.Examples), halved.Rounds[0].Examples, 0.5);
        Assert.AreEqual(halved.Rounds[0].TrainingShare, halved.Rounds[0].Trials[^1].TrainingShare);
        Assert.AreSame(halved.Best, halved.Rounds[^1].Trials[0]);
        StringAssert.Contains(halved.ToString(), halved.Rounds[0].ToString());
        Assert.HasCount(1, grid.Rounds);
    }

    [TestMethod]
    public void A_grid_that_is_halved_has_edges()
    {
        var ml = new MLContext(seed: 1);
        SweepResult result = ml.MulticlassClassification.Sweep(
            ml.Classes(), SweepExamples.Softmax(), SweepSearch.SuccessiveHalving(SweepSearch.Grid(SweepExamples.Lambda), factor: 2), new MulticlassSweepOptions { Seed = 1 });
        float best = result.Best.Values.Get(SweepExamples.Lambda);
        Assert.HasCount(best == SweepExamples.Lambda.Grid[0] || best == SweepExamples.Lambda.Grid[^1] ? 1 : 0, result.Edges);
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
