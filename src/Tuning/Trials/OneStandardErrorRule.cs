using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>The one-standard-error rule. What it promises is said at <see cref="SweepResult.Simplest"/>.</summary>
internal static class OneStandardErrorRule
{
    /// <summary>The share of what the best has learnt beyond a guess that a simpler one has to keep.</summary>
    private const double LeastGain = 0.5;

    public static SweepTrial Simplest(SweepTrial best, IReadOnlyList<SweepTrial> trials, IReadOnlyList<SweepParameter> parameters, Scorer scorer)
    {
        // A standard error of one fold is none: then only what is as good will do.
        double leeway = double.IsNaN(best.Validation.StandardError) ? 0 : best.Validation.StandardError;

        // Folds may differ more from each other than all that the best has learnt amounts to.
        FoldDifference overGuess = FoldDifference.Of(scorer, best.Validation.Folds, best.Folds.Select(fold => fold.Guess.Value), best.Validation.Repeats);
        if (overGuess.IsSure)
            leeway = Math.Min(leeway, LeastGain * overGuess.Mean);

        SweepParameter[] ordered = [.. parameters.Where(parameter => parameter.Simpler != Simpler.Unordered)];
        IOrderedEnumerable<SweepTrial> candidates = trials
            .Where(trial => trial.Failure is null && trial.TrainingShare == best.TrainingShare
                && scorer.Gain(best.Validation.Mean, trial.Validation.Mean) <= leeway
                && Array.TrueForAll(ordered, parameter => Simplicity(parameter, trial) >= Simplicity(parameter, best)))
            .OrderBy(_ => 0);
        foreach (SweepParameter parameter in ordered)
            candidates = candidates.ThenByDescending(trial => Simplicity(parameter, trial));

        // The trials come best first, and those that are as simple stay in that order.
        return candidates.FirstOrDefault() ?? best;

        static double Simplicity(SweepParameter parameter, SweepTrial trial) => parameter.Simplicity(trial.Values[parameter]);
    }
}
