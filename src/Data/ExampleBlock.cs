using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace MLExtensions.Data;

/// <summary>Consecutive rows of one cursor, as it gave them out, without those left out.</summary>
/// <remarks>
/// The buffers that the cursor fills are kept until all rows of the block can be stored in their place, which is the only
/// copy that is made of them. A block is filled again and again, and so small that it stays in the cache in between.
/// </remarks>
internal sealed class ExampleBlock<TTarget>
{
    private readonly List<TTarget> _targets = [];
    private readonly List<float> _weights = [];
    private VBuffer<float>[] _features = new VBuffer<float>[16];

    public ReadOnlySpan<VBuffer<float>> Features => _features.AsSpan(0, _targets.Count);

    public ReadOnlySpan<TTarget> Targets => CollectionsMarshal.AsSpan(_targets);

    public ReadOnlySpan<float> Weights => CollectionsMarshal.AsSpan(_weights);

    public SkippedRows Skipped { get; } = new();

    /// <summary>How much was read: entries, zeros among them where the cursor gave them out, and rows.</summary>
    public long Size { get; private set; }

    /// <summary>Entries that are not zero; a negative zero counts, too, for the sake of speed.</summary>
    public long NonZeros { get; private set; }

    /// <summary>The weight of the last row read, if it is negative.</summary>
    public float? NegativeWeight { get; private set; }

    /// <summary>What the cursor threw after the rows of the block.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>Where the features of the next row go.</summary>
    public ref VBuffer<float> NextFeatures()
    {
        if (_targets.Count == _features.Length)
            Array.Resize(ref _features, 2 * _features.Length);
        return ref _features[_targets.Count];
    }

    /// <summary>Appends the row whose features are in <see cref="NextFeatures"/>, unless it is to be left out.</summary>
    public void Add(bool isLabeled, TTarget target, float weight)
    {
        ReadOnlySpan<float> values = _features[_targets.Count].GetValues();
        Size += values.Length + 1;
        if (Skipped.Skips(isLabeled, values.IsEmpty || TensorPrimitives.IsFiniteAll(values), weight) || weight == 0)
            return;
        if (weight < 0)
        {
            NegativeWeight = weight;
            return;
        }

        NonZeros += values.Length - MemoryMarshal.Cast<float, int>(values).Count(0);
        _targets.Add(target);
        _weights.Add(weight);
    }

    public void Clear()
    {
        _targets.Clear();
        _weights.Clear();
        Skipped.Clear();
        Size = NonZeros = 0;
        NegativeWeight = null;
        Failure = null;
    }
}
