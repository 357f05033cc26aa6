namespace MLExtensions.Tuning;

/// <summary>How good some predictions are.</summary>
/// <param name="Value">By the metric of the sweep.</param>
/// <param name="PerClass">The same within each class, by its name, where asked for.</param>
internal sealed record Score(double Value, IReadOnlyDictionary<string, double>? PerClass = null);
