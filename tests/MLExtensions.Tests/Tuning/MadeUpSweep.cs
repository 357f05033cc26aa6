using MLExtensions.Tuning.Searches;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tests.Tuning;

/// <summary>Plays the rounds of a search, with scores that nothing is trained for.</summary>
internal sealed class MadeUpSweep : ISweepState
{
    private readonly Dictionary<int, SweepTrial> _trials = [];

    /// <param name="search">The search.</param>
    /// <param name="score">An accuracy for each trial, or NaN for a failure.</param>
    /// <param name="seed">What decides what is drawn.</param>
    /// <param name="threads">As many trials as this run at the same time.</param>
    /// <param name="secondsPerRound">The time that each round takes.</param>
    /// <param name="trainingRows">The rows to train on; a first look takes twenty.</param>
    public MadeUpSweep(SweepSearch search, Func<TrialPlan, double> score, int seed = 1, int threads = 1, double secondsPerRound = 1,
        int trainingRows = int.MaxValue)
    {
        (Seed, Threads, TrainingRows) = (seed, threads, trainingRows);
        foreach (IReadOnlyList<TrialPlan> plans in search.Rounds(this))
        {
            Rounds.Add([.. plans]);
            foreach (TrialPlan plan in plans)
                _trials[plan.Number] = double.IsNaN(score(plan)) ? MadeUpTrials.Failed(plan) : MadeUpTrials.Trial(plan, score(plan));
            Elapsed += TimeSpan.FromSeconds(secondsPerRound);
        }
    }

    public List<TrialPlan[]> Rounds { get; } = [];

    public IEnumerable<TrialPlan> Plans => Rounds.SelectMany(round => round);

    public int Seed { get; }

    public int Threads { get; }

    public int TrainingRows { get; }

    public int LeastTrainingRows => 20;

    public TimeSpan Elapsed { get; private set; }

    public CancellationToken CancellationToken => default;

    public IReadOnlyList<SweepTrial> Ranked => TrialOrder.Ranked(_trials.Values, MadeUpTrials.Accuracy);

    public SweepTrial Best => Ranked[0];
}
