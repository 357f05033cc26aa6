using MLExtensions.Matrices;

namespace MLExtensions.Neighbors.Sparse;

/// <summary>Queries without their zeros.</summary>
internal sealed class SparseQueryBuffer(int columns) : QueryBuffer
{
    private SparseMatrix.Builder _builder = new(columns);

    public override int Count => _builder.Rows;

    public override void Clear() => _builder = new SparseMatrix.Builder(columns);

    public override void Add(ReadOnlySpan<float> query) => _builder.Add(query);

    public override void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values) => _builder.Add(indices, values);

    public override FeatureMatrix ToMatrix() => _builder.Build();
}
