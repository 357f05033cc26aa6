using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>How well a pipeline does whose parameters are chosen by a sweep, the choice included.</summary>
public sealed record NestedResult
{
    internal NestedResult(string metric, FoldSummary split, IEnumerable<NestedFold> folds)
    {
        Metric = metric;
        FoldSummary = split;
        Folds = [.. folds];
        Scores = new ScoreSummary(Folds.Select(fold => fold.Score));
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>The outer folds.</summary>
    public IReadOnlyList<NestedFold> Folds { get; }

    /// <summary>How the rows were split into outer folds, and what their standard error is.</summary>
    public FoldSummary FoldSummary { get; }

    /// <summary>The scores of the outer folds, which had no part in the choice.</summary>
    public ScoreSummary Scores { get; }

    /// <summary>The choices and the scores.</summary>
    public override string ToString()
    {
        string table = TextTable.Of(
        [
            ["fold", "inner " + Metric, Metric, "chosen"],
            .. Folds.Select((fold, i) => (string[])[$"{i + 1}", ScoreText.Of(fold.InnerScore, places: 4), ScoreText.Of(fold.Score, places: 4), ScoreText.OfValues(fold.Chosen)]),
            ["mean", "", Scores.ToString(), ""],
        ]);
        string? skipped = SkippedRowsText.Of(Folds.Select(fold => fold.TrainingRows).Aggregate((all, rows) => all + rows));
        RowCounts heldOut = Folds.Select(fold => fold.HeldOut).Aggregate((all, rows) => all + rows);
        string? unscored = heldOut == new RowCounts(heldOut.Rows, 0, 0, 0) ? null : $"The outer folds have {heldOut}.";
        return string.Join(Environment.NewLine, ((string?[])[skipped, unscored, table + FoldSummary + Environment.NewLine]).Where(line => line is not null));
    }
}
