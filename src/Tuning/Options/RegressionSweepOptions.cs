using MLExtensions.Tuning.Metrics;

namespace MLExtensions;

/// <summary>Options of sweeps and curves of regressions, which go by the root of the mean squared error unless told otherwise.</summary>
public sealed class RegressionSweepOptions : SweepOptions<RegressionMetric>
{
    private protected override Scorer ScorerOf(RegressionMetric metric, CustomMetric? own, IReadOnlyList<Scorer> reported) =>
        new RegressionScorer(LabelColumnName, metric, ExampleWeightColumnName, own) { Reported = reported };
}
