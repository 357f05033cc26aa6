using System.Globalization;

namespace MLExtensions.Data;

/// <summary>Puts blocks of rows together; they come in the order of the data view, one at a time.</summary>
/// <param name="featureCount">How many features a row has.</param>
/// <param name="weightColumn">Named where a weight is refused.</param>
internal sealed class ExampleCollector<TTarget>(int featureCount, string? weightColumn)
{
    private readonly FeatureMatrixBuilder _features = new(featureCount);
    private readonly List<TTarget> _targets = [];
    private readonly List<float> _weights = [];

    public SkippedRows Skipped { get; } = new();

    /// <summary>How much was read, as <see cref="ExampleBlock{TTarget}.Size"/> counts it.</summary>
    public long Size { get; private set; }

    /// <summary>Appends a block.</summary>
    /// <returns>Where its features have to be written to.</returns>
    /// <exception cref="InvalidOperationException">A weight is negative.</exception>
    /// <remarks>What the cursor threw is thrown again.</remarks>
    public RowPlace Append(ExampleBlock<TTarget> block)
    {
        Skipped.Add(block.Skipped);
        Size += block.Size;
        if (block.NegativeWeight is { } weight)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"The weight column '{weightColumn}' holds {weight} in row {Skipped.Rows - 1}; weights must not be negative."));
        block.Failure?.Throw();
        _targets.AddRange(block.Targets);
        _weights.AddRange(block.Weights);
        return _features.Append(block.Features, block.NonZeros);
    }

    /// <summary>All examples; the features must have been written.</summary>
    /// <returns>Null if there are none.</returns>
    public LabeledExamples<TTarget>? Build() =>
        _targets.Count == 0 ? null : new(_features.Build(), [.. _targets], [.. _weights]);
}
