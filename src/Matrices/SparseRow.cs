namespace MLExtensions.Matrices;

/// <summary>A row's entries that are not zero.</summary>
/// <param name="indices">Their columns, increasing.</param>
/// <param name="values">The entries.</param>
internal readonly ref struct SparseRow(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
{
    public ReadOnlySpan<int> Indices { get; } = indices;

    public ReadOnlySpan<float> Values { get; } = values;
}
