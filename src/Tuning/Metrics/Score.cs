namespace MLExtensions.Tuning;

/// <summary>How good some predictions are.</summary>
/// <param name="Value">By the metric of the sweep; NaN where it is undefined.</param>
/// <param name="PerClass">The same within each class, by its name, where asked for.</param>
internal sealed record Score(double Value, IReadOnlyDictionary<string, double>? PerClass = null)
{
    /// <summary>How many rows it rests on; none where it is not known.</summary>
    public RowCounts Rows { get; init; } = new(0, 0, 0, 0);
}
