using MLExtensions.Arguments;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions;

/// <summary>Options of sweeps and curves of classifiers, which go by accuracy unless told otherwise.</summary>
public sealed class MulticlassSweepOptions : SweepOptions<MulticlassMetric>
{
    /// <summary>
    /// How many classes <see cref="MulticlassMetric.TopKAccuracy"/> counts as predicted, at least 1. Default: 3.
    /// </summary>
    public int TopKPredictionCount { get; set; } = 3;

    /// <summary>
    /// Whether to keep scores for each class as well: its log-loss where the metric is about that, and otherwise the share of its
    /// rows that are classified correctly. Default: <see langword="false"/>.
    /// </summary>
    public bool PerClass { get; set; }

    /// <inheritdoc/>
    internal override bool ScoresClasses => PerClass;

    /// <inheritdoc/>
    internal override void Check()
    {
        base.Check();
        Guard.Require(TopKPredictionCount >= 1, TopKPredictionCount, nameof(TopKPredictionCount), "at least 1");
    }

    private protected override Scorer ScorerOf(MulticlassMetric metric, CustomMetric? own, IReadOnlyList<Scorer> reported) =>
        new MulticlassScorer(LabelColumnName, metric, TopKPredictionCount, ExampleWeightColumnName, own) { Reported = reported };
}
