using MLExtensions.Arguments;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions;

/// <summary>Options of sweeps, curves and nested cross-validation that go by a metric of ML.NET.</summary>
/// <typeparam name="TMetric">
/// <see cref="BinaryMetric"/>, <see cref="MulticlassMetric"/> or <see cref="RegressionMetric"/>.
/// </typeparam>
public abstract class SweepOptions<TMetric> : SweepOptions
    where TMetric : struct, Enum
{
    private protected SweepOptions()
    {
    }

    /// <summary>
    /// What models are chosen by. Default: <see cref="BinaryMetric.AreaUnderRocCurve"/>, <see cref="MulticlassMetric.MicroAccuracy"/> or
    /// <see cref="RegressionMetric.RootMeanSquaredError"/>.
    /// </summary>
    public TMetric Metric { get; set; }

    /// <summary>
    /// Metrics that are reported beside the one that decides, from the same predictions: <see cref="SweepTrial.Reported"/>.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<TMetric> AlsoReport { get; set; } = [];

    /// <inheritdoc/>
    internal override void Check()
    {
        base.Check();
        Guard.Require(Enum.IsDefined(Metric), Metric, nameof(Metric), $"a value of {typeof(TMetric).Name}");
        ArgumentNullException.ThrowIfNull(AlsoReport);
        foreach (TMetric metric in AlsoReport)
            Guard.Require(Enum.IsDefined(metric), metric, nameof(AlsoReport), $"values of {typeof(TMetric).Name}");
    }

    /// <inheritdoc/>
    internal override Scorer CreateScorer() => ScorerOf(Metric, CustomMetric,
    [
        .. AlsoReport.Distinct().Where(metric => !metric.Equals(Metric) || CustomMetric is not null).Select(metric => ScorerOf(metric, own: null, reported: [])),
    ]);

    /// <summary>What scores by a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="own">A metric of the user's own in place of it; null: none.</param>
    /// <param name="reported">What scores by the metrics reported beside it.</param>
    private protected abstract Scorer ScorerOf(TMetric metric, CustomMetric? own, IReadOnlyList<Scorer> reported);
}
