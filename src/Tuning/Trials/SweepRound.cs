using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>A round of a sweep: successive halving has several, and so has a grid that grows.</summary>
public sealed record SweepRound
{
    internal SweepRound(int number, double trainingShare, int examples, IReadOnlyList<SweepTrial> trials)
    {
        Number = number;
        TrainingShare = trainingShare;
        Examples = examples;
        Trials = trials;
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    /// <summary>The share of each fold's training rows that was trained on, above 0 and at most 1.</summary>
    public double TrainingShare { get; }

    /// <summary>How many rows that is, the mean over folds; 0 if all trials failed.</summary>
    public int Examples { get; }

    /// <summary>The trials with their scores in this round, the best first, those that failed last.</summary>
    public IReadOnlyList<SweepTrial> Trials { get; }

    internal static SweepRound Of(int number, IEnumerable<SweepTrial> trials, Scorer scorer)
    {
        IReadOnlyList<SweepTrial> ranked = TrialOrder.Ranked(trials, scorer);
        return new SweepRound(number, ranked[0].TrainingShare, ranked[0].Failure is null ? (int)Math.Round(ranked[0].Folds.Average(fold => fold.Examples)) : 0, ranked);
    }

    /// <summary>How many trials it had, and on how many rows.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Round {Number}: {Trials.Count} trials, each trained on {Examples:N0} rows of a fold.");
}
