using Microsoft.ML.Data;

namespace MLExtensions.Tests.Support;

/// <summary>A row of training data for a regression.</summary>
internal sealed record Measurement
{
    public float Label { get; init; }

    public float Weight { get; init; } = 1f;

    public VBuffer<float> Features { get; init; }
}
