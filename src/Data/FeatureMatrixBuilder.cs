using Microsoft.ML.Data;
using MLExtensions.Matrices;

namespace MLExtensions.Data;

/// <summary>
/// Collects rows and chooses their storage by the density it measures: the first rows are kept sparse, and once there
/// are enough of them to judge, or no more rows, storage becomes dense if at least one entry in
/// <see cref="DenseFromOneIn"/> is not zero.
/// </summary>
internal sealed class FeatureMatrixBuilder(int columns)
{
    /// <summary>Below this density a sparse row is the faster one; the data are never made dense.</summary>
    private const int DenseFromOneIn = 10;

    private const int RowsToJudgeBy = 1024;

    private SparseMatrix.Builder? _sparse = new(columns);
    private DenseMatrix.Builder? _dense;

    /// <summary>Appends a row.</summary>
    public void Add(in VBuffer<float> row)
    {
        ReadOnlySpan<float> values = row.GetValues();
        ReadOnlySpan<int> indices = row.GetIndices();
        if (_dense is not null)
        {
            Span<float> target = _dense.AddRow();
            if (row.IsDense)
                values.CopyTo(target);
            else
                for (int i = 0; i < values.Length; i++)
                    target[indices[i]] = values[i];
            return;
        }

        for (int i = 0; i < values.Length; i++)
            _sparse!.Add(row.IsDense ? i : indices[i], values[i]);
        _sparse!.EndRow();
        if (_sparse.Rows == RowsToJudgeBy && IsDense(_sparse))
            MakeDense();
    }

    public FeatureMatrix Build()
    {
        if (_sparse is { Rows: < RowsToJudgeBy } && IsDense(_sparse))
            MakeDense();
        return _dense is null ? _sparse!.Build() : _dense.Build();
    }

    private bool IsDense(SparseMatrix.Builder rows) => rows.StoredEntries * DenseFromOneIn >= (long)rows.Rows * columns;

    private void MakeDense()
    {
        SparseMatrix rows = _sparse!.Build();
        _sparse = null;
        _dense = new DenseMatrix.Builder(columns);
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<float> target = _dense.AddRow();
            ReadOnlySpan<int> indices = rows.Indices(row);
            ReadOnlySpan<float> values = rows.Values(row);
            for (int i = 0; i < indices.Length; i++)
                target[indices[i]] = values[i];
        }
    }
}
