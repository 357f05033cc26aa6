using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Options of sweeps and curves of regressions.</summary>
public sealed class RegressionSweepOptions : SweepOptions
{
    /// <summary>What models are chosen by. Default: <see cref="RegressionMetric.RootMeanSquaredError"/>.</summary>
    public RegressionMetric Metric { get; set; }

    /// <summary>
    /// Metrics that are reported beside the one that decides, from the same predictions: <see cref="SweepTrial.Reported"/>.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<RegressionMetric> AlsoReport { get; set; } = [];

    /// <inheritdoc/>
    internal override void Check()
    {
        base.Check();
        Guard.Require(Enum.IsDefined(Metric), Metric, nameof(Metric), $"a value of {nameof(RegressionMetric)}");
        ArgumentNullException.ThrowIfNull(AlsoReport);
        foreach (RegressionMetric metric in AlsoReport)
            Guard.Require(Enum.IsDefined(metric), metric, nameof(AlsoReport), $"values of {nameof(RegressionMetric)}");
    }
}
