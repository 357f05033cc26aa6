using MLExtensions.Optimization;

namespace MLExtensions.Tuning;

/// <summary>Options of sweeps and curves of regressions.</summary>
public sealed class RegressionSweepOptions : SweepOptions
{
    /// <summary>What models are chosen by. Default: <see cref="RegressionMetric.RootMeanSquaredError"/>.</summary>
    public RegressionMetric Metric { get; set; }

    /// <inheritdoc/>
    internal override void Check()
    {
        base.Check();
        Guard.Require(Enum.IsDefined(Metric), Metric, nameof(Metric), $"a value of {nameof(RegressionMetric)}");
    }
}
