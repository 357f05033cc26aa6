namespace MLExtensions.Tuning.Metrics;

/// <summary>A metric says nothing about the predictions of a pipeline: no reason to try its other parameters.</summary>
internal sealed class UnsuitableMetricException(string message) : InvalidOperationException(message);
