using System.Globalization;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Running;

/// <summary>Sees to it that no trial wins by leaving rows unanswered.</summary>
internal static class UnansweredRows
{
    /// <summary>The trials; one that answers fewer rows than another on as many training rows has failed.</summary>
    /// <remarks>Accuracies count rows without an answer as wrong, so that nothing is won by them.</remarks>
    public static IReadOnlyList<SweepTrial> Compared(IReadOnlyList<SweepTrial> trials, Scorer scorer, SweepOptions options)
    {
        if (scorer.CountsUnanswered || options.AllowUnanswered)
            return trials;
        Dictionary<double, int> most = trials.Where(trial => trial.Failure is null)
            .GroupBy(trial => trial.TrainingShare).ToDictionary(group => group.Key, group => group.Max(trial => trial.ValidationRows.Answered));
        return [.. trials.Select(trial => trial.Failure is null && trial.ValidationRows.Answered < most[trial.TrainingShare]
            ? trial.Failing(Failure(trial.ValidationRows, most[trial.TrainingShare], scorer)) : trial)];
    }

    private static InvalidOperationException Failure(RowCounts rows, int most, Scorer scorer) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"it answers {rows.Answered:N0} of {rows.Rows:N0} validation rows, and another trial {most:N0}; {scorer.Metric} leaves out those without an answer, so that the two do not compare. ReplaceMissingValues fills in what rows lack, and {nameof(SweepOptions.AllowUnanswered)} compares them all the same."));
}
