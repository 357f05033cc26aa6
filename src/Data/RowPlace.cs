using Microsoft.ML.Data;
using MLExtensions.Matrices;

namespace MLExtensions.Data;

/// <summary>Where rows are to be written to, if they are not stored already.</summary>
internal readonly record struct RowPlace(DenseMatrix.Builder? Matrix, int FirstRow)
{
    public void Write(ReadOnlySpan<VBuffer<float>> rows)
    {
        if (Matrix is null)
            return;
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].IsDense)
                Matrix.Set(FirstRow + i, rows[i].GetValues());
            else
                Matrix.Set(FirstRow + i, rows[i].GetIndices(), rows[i].GetValues());
    }
}
