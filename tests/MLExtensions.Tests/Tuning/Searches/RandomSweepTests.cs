namespace MLExtensions.Tests.Tuning.Searches;

[TestClass]
public class RandomSweepTests
{
    private static readonly SweepParameter[] _parameters =
    [
        SweepParameter.L2Regularization(0.01f, 100f, count: 3), SweepParameter.Degree(1, 3), SweepParameter.Choices("kind", ["a", "b"]),
    ];

    [TestMethod]
    public void More_trials_begin_with_the_same_as_fewer()
    {
        string[] few = Draw(trials: 5, seed: 3);
        string[] many = Draw(trials: 20, seed: 3);
        Assert.HasCount(5, few);
        Assert.HasCount(20, many);
        CollectionAssert.AreEqual(few, many[..5]);
        CollectionAssert.AreNotEqual(many, Draw(trials: 20, seed: 4));

        static string[] Draw(int trials, int seed) =>
            [.. new MadeUpSweep(SweepSearch.Random(trials, _parameters), _ => 0, seed).Plans.Select(plan => plan.Values.ToString())];
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void By_time_rounds_begin_until_it_is_up_with_the_same_trials_as_by_number(int threads)
    {
        var sweep = new MadeUpSweep(SweepSearch.Random(TimeSpan.FromSeconds(2.5), _parameters), _ => 0, threads: threads);

        // After 0, 1 and 2 seconds a round begins, after 3 none.
        Assert.HasCount(3, sweep.Rounds);
        Assert.IsTrue(sweep.Rounds.TrueForAll(round => round.Length == threads));
        CollectionAssert.AreEqual(
            new MadeUpSweep(SweepSearch.Random(3 * threads, _parameters), _ => 0).Plans.Select(plan => plan.Values.ToString()).ToArray(),
            sweep.Plans.Select(plan => plan.Values.ToString()).ToArray());
    }

    [TestMethod]
    public void A_description_tells_apart_what_draws_other_values()
    {
        string[] descriptions =
        [
            SweepSearch.Random(3, SweepParameter.Linear("x", 1f, 10f, 3)).Description,
            SweepSearch.Random(3, SweepParameter.Logarithmic("x", 1f, 10f, 3)).Description,
            SweepSearch.Random(3, SweepParameter.Linear("x", 1f, 11f, 3)).Description,
            SweepSearch.Random(3, SweepParameter.Choices("x", [1f, 10f])).Description,
            SweepSearch.Random(3, SweepParameter.Choices("x", [1f, 2f, 10f])).Description,
            SweepSearch.Grid(SweepParameter.Linear("x", 1f, 10f, 3)).Description,
        ];
        Assert.HasCount(descriptions.Length, descriptions.Distinct().ToArray());

        // More of the same go on with the same file.
        Assert.AreEqual(descriptions[0], SweepSearch.Random(9, SweepParameter.Linear("x", 1f, 10f, 5)).Description);
    }

    [TestMethod]
    public void Wrong_numbers_and_times_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SweepSearch.Random(0, _parameters));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SweepSearch.Random(TimeSpan.Zero, _parameters));
        Assert.ThrowsExactly<ArgumentException>(() => SweepSearch.Random(1));
    }
}
