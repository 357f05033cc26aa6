using System.Globalization;
using System.Text;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>The trials of a sweep as text.</summary>
internal static class TrialTable
{
    public static string Of(SweepResult result)
    {
        bool halved = result.Trials.Any(trial => trial.TrainingShare < 1);
        List<string[]> rows = [[.. result.Parameters.Select(parameter => parameter.Name), result.Metric, "training", .. Reported(metric => metric), .. Share("rows"), "seconds", ""]];
        (SweepTrial? best, SweepTrial? simplest) = result.Trials[0].Failure is null ? (result.Best, result.Simplest) : (null, null);
        foreach (SweepTrial trial in result.Trials)
        {
            string mark = ReferenceEquals(trial, best) ? "best" : ReferenceEquals(trial, simplest) ? "simplest within one standard error" : "";
            rows.Add(
            [
                .. result.Parameters.Select(parameter => ScoreText.OfValue(trial.Values[parameter])),
                trial.Failure is null ? trial.Validation.ToString() : "failed",
                trial.Failure is null ? trial.Training.ToString() : "",
                .. Reported(metric => trial.Failure is null ? trial.Reported[metric].ToString() : ""),
                .. Share(trial.TrainingShare.ToString("P0", CultureInfo.InvariantCulture)),
                trial.Time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture),
                trial.Failure is null ? mark : $"{trial.Failure.GetType().Name}: {trial.Failure.Message.ReplaceLineEndings(" ")}",
            ]);
        }

        var text = new StringBuilder();
        if (best is { ValidationRows: { } counts } && counts.Answered < counts.Rows)
            text.AppendLine($"The best was scored on {counts}.");
        if (best is not null && result.MostAnswered > best.ValidationRows.Answered)
            text.AppendLine(CultureInfo.InvariantCulture, $"Another trial answers {result.MostAnswered:N0} of these rows, the best but {best.ValidationRows.Answered:N0}: the scores do not compare.");
        if (best is not null && SkippedRowsText.Of(best.TrainingRows) is { } skipped)
            text.AppendLine(skipped);
        text.Append(TextTable.Of(rows));
        foreach (SweepRound round in halved ? result.Rounds : [])
            text.AppendLine(round.ToString());
        text.AppendLine(result.FoldSummary.ToString());
        foreach (Scorer other in result.Scorer.Reported)
            if (best is not null && UndefinedOn(best, other, result.FoldSummary) is { Length: > 0 } folds)
                text.AppendLine($"{other.Metric} of the best has no finite value on fold {folds}: it has none {other.UndefinedWhere}.");
        foreach (SweepEdge edge in result.Edges)
            text.AppendLine(edge.ToString());
        return text.ToString();

        IEnumerable<string> Reported(Func<string, string> cell) => result.Scorer.Reported.Select(other => cell(other.Metric));

        string[] Share(string cell) => halved ? [cell] : [];
    }

    /// <summary>The numbers of the folds on which a metric beside the one that decides has no finite value.</summary>
    private static string UndefinedOn(SweepTrial trial, Scorer metric, FoldSummary folds)
    {
        ScoreSummary scores = trial.Reported[metric.Metric];
        return string.Join(", ", Enumerable.Range(0, folds.Folds.Length).Where(fold => !double.IsFinite(scores.Folds[fold])).Select(fold => fold + 1));
    }
}
