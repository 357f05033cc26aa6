using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>A round of a sweep: successive halving has several, and so has a grid that grows.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TrainingShare">The share of each fold's training rows that was trained on, above 0 and at most 1.</param>
/// <param name="Examples">How many rows that is, the mean over folds; 0 if all trials failed.</param>
/// <param name="Trials">The trials with their scores in this round, the best first, those that failed last.</param>
public sealed record SweepRound(int Number, double TrainingShare, int Examples, IReadOnlyList<SweepTrial> Trials)
{
    internal static SweepRound Of(int number, IEnumerable<SweepTrial> trials, Scorer scorer)
    {
        IReadOnlyList<SweepTrial> ranked = TrialOrder.Ranked(trials, scorer);
        return new SweepRound(number, ranked[0].TrainingShare, ranked[0].Failure is null ? (int)Math.Round(ranked[0].Folds.Average(fold => fold.Examples)) : 0, ranked);
    }

    /// <summary>How many trials it had, and on how many rows.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Round {Number}: {Trials.Count} trials, each trained on {Examples:N0} rows of a fold.");
}
