using Microsoft.ML.Data;

namespace MLExtensions.Tests.Support;

/// <summary>A row of training data. A label as large as the number of classes comes out of the data view as missing.</summary>
internal sealed record Example
{
    /// <summary>The class, from 0.</summary>
    public uint Label { get; init; }

    public float Weight { get; init; } = 1f;

    public VBuffer<float> Features { get; init; }
}
