using Microsoft.ML;

namespace MLExtensions.Tests.Tuning.Searches;

/// <summary>Searches of more trials, and sweeps on more threads, than anybody waits for.</summary>
[TestClass]
public class LargeSearchTests
{
    private static readonly SweepParameter<float> _lambda = SweepExamples.Lambda;

    [TestMethod]
    public void Listing_many_trials_can_be_cancelled()
    {
        foreach (SweepSearch search in (SweepSearch[])[
            SweepSearch.Random(1_000_000_000, _lambda),
            SweepSearch.Grid(_lambda, SweepParameter.Linear("a", 0, 1_000, 1_000), SweepParameter.Linear("b", 0, 1_000, 1_000)),
            SweepSearch.SuccessiveHalving(SweepSearch.Random(1_000_000_000, _lambda))])
            Assert.ThrowsExactly<OperationCanceledException>(() => search.Candidates(seed: 1, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    [DataRow(40, "The grid of 40 parameters has 1,099,511,627,776 combinations")]
    [DataRow(2_000, "The grid of 2000 parameters has Infinity combinations")]
    [DataRow(24, "at most 10,000,000. Take fewer values or fewer parameters, or SweepSearch.Random")]
    public void A_grid_of_more_combinations_than_can_be_listed_is_refused_at_once(int parameters, string message)
    {
        SweepParameter[] all = [.. Enumerable.Range(0, parameters).Select(i => SweepParameter.Linear($"p{i}", 0, 1, 2))];
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.Grid(all)).Message, message);
        SweepSearch.Grid(all[..23]);
    }

    [TestMethod]
    public void Halving_trials_without_a_number_is_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.SuccessiveHalving(SweepSearch.Random(TimeSpan.FromSeconds(1), _lambda))).Message,
        "halving needs a number of trials");

    [TestMethod]
    public void More_threads_than_there_can_be_count_as_a_thousand()
    {
        var ml = new MLContext(seed: 1);
        SweepResult many = Sweep(int.MaxValue), one = Sweep(1);
        CollectionAssert.AreEqual(one.Scores(), many.Scores());

        SweepResult Sweep(int threads) => ml.MulticlassClassification.Sweep(
            ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(_lambda), new MulticlassSweepOptions { Seed = 1, NumberOfThreads = threads });
    }
}
