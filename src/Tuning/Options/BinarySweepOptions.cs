using MLExtensions.Tuning.Metrics;

namespace MLExtensions;

/// <summary>Options of sweeps and curves of binary classifiers, which go by the area under the ROC curve unless told otherwise.</summary>
/// <remarks>
/// That area judges the order of the scores. It depends on neither the decision threshold, which can still be chosen afterwards, nor the
/// share of rows that are true. Accuracy depends on both: where one row in a hundred is true, a model that finds none of them has 0.99.
/// </remarks>
public sealed class BinarySweepOptions : SweepOptions<BinaryMetric>
{
    private protected override Scorer ScorerOf(BinaryMetric metric, CustomMetric? own, IReadOnlyList<Scorer> reported) =>
        new BinaryScorer(LabelColumnName, metric, ExampleWeightColumnName, own) { Reported = reported };
}
