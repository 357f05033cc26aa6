using Microsoft.ML.Data;
using MLExtensions.Matrices;

namespace MLExtensions.Data;

/// <summary>
/// Collects rows and chooses their storage by the density it measures: dense if at least one entry in
/// <see cref="DenseFromOneIn"/> of all is not zero.
/// </summary>
/// <remarks>
/// <para>
/// How dense the data are is known at the end. Until then the rows read so far are taken for what is to come, and taken
/// anew whenever they have doubled in number: from there on rows are stored as it says. Where all were stored as it turned
/// out they should be, the matrix is there; else it is put together from the parts, each of which is let go meanwhile.
/// </para>
/// <para>
/// Data whose density is everywhere about the same need the memory of the matrix and a chunk or two. However misleading
/// their order, what is stored never takes more than 1.2 times the memory of a dense matrix.
/// </para>
/// </remarks>
internal sealed class FeatureMatrixBuilder(int columns)
{
    /// <summary>Below this density a sparse row is the faster one; the data are never made dense.</summary>
    private const int DenseFromOneIn = 10;

    private readonly List<MatrixBuilder> _parts = [];
    private long _rows;
    private long _nonZeros;
    private long _rowsAtNextChoice;

    private bool IsDense => _nonZeros * DenseFromOneIn >= _rows * columns;

    /// <summary>Appends rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="nonZeros">How many of their entries are not zero.</param>
    /// <returns>
    /// The place that dense rows have to be written to, by whichever thread and at any time before <see cref="Build"/>:
    /// that takes the time, and not what has to be done in order.
    /// </returns>
    public RowPlace Append(ReadOnlySpan<VBuffer<float>> rows, long nonZeros)
    {
        _rows += rows.Length;
        _nonZeros += nonZeros;
        if (_rows >= _rowsAtNextChoice)
        {
            if (_parts.Count == 0 || _parts[^1] is DenseMatrix.Builder != IsDense)
                _parts.Add(NewPart());
            _rowsAtNextChoice = 2 * _rows;
        }

        if (_parts[^1] is DenseMatrix.Builder dense)
            return new RowPlace(dense, dense.Reserve(rows.Length));
        foreach (ref readonly VBuffer<float> row in rows)
            if (row.IsDense)
                _parts[^1].Add(row.GetValues());
            else
                _parts[^1].Add(row.GetIndices(), row.GetValues());
        return default;
    }

    public FeatureMatrix Build()
    {
        if (_parts is [var only] && only is DenseMatrix.Builder == IsDense)
            return only.Build();
        MatrixBuilder whole = NewPart();
        for (int i = 0; i < _parts.Count; i++)
            _parts[i].MoveTo(whole);
        return whole.Build();
    }

    private MatrixBuilder NewPart() => IsDense ? new DenseMatrix.Builder(columns) : new SparseMatrix.Builder(columns);
}
