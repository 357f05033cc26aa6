using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>Which trials come first.</summary>
internal static class TrialOrder
{
    /// <summary>
    /// Those trained on most rows first, among them the best; then those that failed. Ties stay in the order of the search.
    /// </summary>
    public static IReadOnlyList<SweepTrial> Ranked(IEnumerable<SweepTrial> trials, Scorer scorer) =>
    [
        .. trials.OrderBy(trial => trial.Failure is not null)
            .ThenByDescending(trial => trial.TrainingShare)
            .ThenBy(trial => trial.Validation.Mean, Comparer<double>.Create(scorer.Compare))
            .ThenBy(trial => trial.Number),
    ];
}
