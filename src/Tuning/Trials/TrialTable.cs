using System.Globalization;
using System.Text;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>The trials of a sweep as text.</summary>
internal static class TrialTable
{
    public static string Of(RankedTrials trials)
    {
        bool halved = trials.All.Any(trial => trial.TrainingShare < 1);
        List<string[]> rows = [[.. trials.Parameters.Select(parameter => parameter.Name), trials.Scorer.Metric, "training", .. Reported(metric => metric), .. Share("rows"), "seconds", ""]];
        (SweepTrial? best, SweepTrial? simplest) = trials.All[0].Failure is null ? (trials.Best, trials.Simplest) : (null, null);
        foreach (SweepTrial trial in trials.All)
        {
            string mark = ReferenceEquals(trial, best) ? "best" : ReferenceEquals(trial, simplest) ? "simplest within one standard error" : "";
            rows.Add(
            [
                .. trials.Parameters.Select(parameter => ScoreText.OfValue(trial.Values[parameter])),
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
        if (best is not null && trials.MostAnswered > best.ValidationRows.Answered)
            text.AppendLine(CultureInfo.InvariantCulture, $"Another trial answers {trials.MostAnswered:N0} of these rows, the best but {best.ValidationRows.Answered:N0}: the scores do not compare.");
        if (best is not null && SkippedRowsText.Of(best.TrainingRows) is { } skipped)
            text.AppendLine(skipped);
        text.Append(TextTable.Of(rows));
        foreach (SweepRound round in halved ? trials.Rounds : [])
            text.AppendLine(round.ToString());
        text.AppendLine(trials.FoldSummary.ToString());
        foreach (Scorer other in trials.Scorer.Reported)
            if (best is not null && UndefinedOn(best, other, trials.FoldSummary) is { Length: > 0 } folds)
                text.AppendLine($"{other.Metric} of the best has no finite value on fold {folds}: it has none {other.UndefinedWhere}.");
        foreach (SweepEdge edge in trials.Edges)
            text.AppendLine(edge.ToString());
        return text.ToString();

        IEnumerable<string> Reported(Func<string, string> cell) => trials.Scorer.Reported.Select(other => cell(other.Metric));

        string[] Share(string cell) => halved ? [cell] : [];
    }

    /// <summary>The numbers of the folds on which a metric beside the one that decides has no finite value.</summary>
    private static string UndefinedOn(SweepTrial trial, Scorer metric, FoldSummary folds)
    {
        ScoreSummary scores = trial.Reported[metric.Metric];
        return string.Join(", ", Enumerable.Range(0, folds.Folds.Count).Where(fold => !double.IsFinite(scores.Folds[fold])).Select(fold => fold + 1));
    }
}
