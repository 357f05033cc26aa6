using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Options of sweeps and curves of classifiers.</summary>
public sealed class MulticlassSweepOptions : SweepOptions
{
    /// <summary>What models are chosen by. Default: <see cref="MulticlassMetric.MicroAccuracy"/>.</summary>
    public MulticlassMetric Metric { get; set; }

    /// <summary>
    /// Metrics that are reported beside the one that decides, from the same predictions: <see cref="SweepTrial.Reported"/>.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<MulticlassMetric> AlsoReport { get; set; } = [];

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
    internal override void Check()
    {
        base.Check();
        Guard.Require(Enum.IsDefined(Metric), Metric, nameof(Metric), $"a value of {nameof(MulticlassMetric)}");
        ArgumentNullException.ThrowIfNull(AlsoReport);
        foreach (MulticlassMetric metric in AlsoReport)
            Guard.Require(Enum.IsDefined(metric), metric, nameof(AlsoReport), $"values of {nameof(MulticlassMetric)}");
        Guard.Require(TopKPredictionCount >= 1, TopKPredictionCount, nameof(TopKPredictionCount), "at least 1");
    }
}
