using System.Collections.Immutable;

namespace MLExtensions.Tuning;

/// <summary>How well a pipeline does whose parameters are chosen by a sweep, the choice included.</summary>
public sealed record NestedResult
{
    internal NestedResult(string metric, IEnumerable<NestedFold> folds)
    {
        Metric = metric;
        Folds = [.. folds];
        Scores = new ScoreSummary(Folds.Select(fold => fold.Score));
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>The outer folds.</summary>
    public ImmutableArray<NestedFold> Folds { get; }

    /// <summary>The scores of the outer folds, which had no part in the choice.</summary>
    public ScoreSummary Scores { get; }

    /// <summary>The choices and the scores.</summary>
    public override string ToString() => TextTable.Of(
    [
        ["fold", "inner " + Metric, Metric, "chosen"],
        .. Folds.Select((fold, i) => (string[])[$"{i + 1}", ScoreText.Of(fold.InnerScore, places: 4), ScoreText.Of(fold.Score, places: 4), ScoreText.OfValues(fold.Chosen)]),
        ["mean", "", Scores.ToString(), ""],
    ]);
}
