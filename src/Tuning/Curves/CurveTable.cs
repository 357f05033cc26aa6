using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Curves;

/// <summary>A curve as text.</summary>
internal static class CurveTable
{
    /// <param name="axis">What varies.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="folds">How the rows were split, and what ± is.</param>
    /// <param name="points">Its values and their trials, those that failed as well.</param>
    public static string Of(string axis, string metric, FoldSummary folds, IEnumerable<(string Place, SweepTrial Trial)> points)
    {
        (string Place, SweepTrial Trial)[] all = [.. points];
        string table = TextTable.Of(
        [
            [axis, metric, "training", ""],
            .. all.Select(point => (string[])(point.Trial.Failure is { } failure
                ? [point.Place, "failed", "", $"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}"]
                : [point.Place, point.Trial.Validation.ToString(), point.Trial.Training.ToString(), ""])),
        ]) + folds + Environment.NewLine;
        SweepTrial? last = all.LastOrDefault(point => point.Trial.Failure is null).Trial;
        return last is not null && SkippedRowsText.Of(last.TrainingRows) is { } skipped ? $"{skipped}{Environment.NewLine}{table}" : table;
    }
}
