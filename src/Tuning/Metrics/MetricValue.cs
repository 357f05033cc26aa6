namespace MLExtensions.Tuning.Metrics;

/// <summary>How good some predictions are.</summary>
/// <param name="Value">By the metric of the sweep; NaN where it is undefined.</param>
/// <param name="PerClass">The same within each class, by its name, where asked for.</param>
internal sealed record MetricValue(double Value, IReadOnlyDictionary<string, double>? PerClass = null)
{
    /// <summary>What the metrics reported beside it say, by their names; null where there are none.</summary>
    public IReadOnlyDictionary<string, double>? Reported { get; init; }

    /// <summary>
    /// The mean log-loss of the same predictions, which tells models apart that classify the same rows correctly; of scores that
    /// are no probabilities that of their softmax. NaN for numbers.
    /// </summary>
    public double LogLoss { get; init; } = double.NaN;

    /// <summary>How many rows it rests on; none where it is not known.</summary>
    public RowCounts Rows { get; init; } = new(0, 0, 0, 0);
}
