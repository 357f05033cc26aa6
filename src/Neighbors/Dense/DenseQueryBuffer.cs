using MLExtensions.Matrices;

namespace MLExtensions.Neighbors.Dense;

/// <summary>Queries in one array, which is used again.</summary>
internal sealed class DenseQueryBuffer(int columns) : QueryBuffer
{
    private float[] _entries = [];
    private int _count;

    public override int Count => _count;

    public override void Clear() => _count = 0;

    public override void Add(ReadOnlySpan<float> query) => query.CopyTo(NextRow());

    public override void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        Span<float> row = NextRow();
        row.Clear();
        for (int i = 0; i < indices.Length; i++)
            row[indices[i]] = values[i];
    }

    public override FeatureMatrix ToMatrix() => DenseMatrix.Of(_entries, _count, columns);

    private Span<float> NextRow()
    {
        int start = checked(_count * columns);
        if (_entries.Length < start + columns)
        {
            float[] larger = GC.AllocateUninitializedArray<float>(Math.Max(start + columns, (int)Math.Min(2L * _entries.Length, Array.MaxLength)), pinned: true);
            _entries.AsSpan(0, start).CopyTo(larger);
            _entries = larger;
        }

        _count++;
        return _entries.AsSpan(start, columns);
    }
}
