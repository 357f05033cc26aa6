using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>Rescaled features in the user's units again: x = x̃ d + μ.</summary>
/// <remarks>
/// x̃ is rounded, to 2⁻²⁴ of its distance from the mean. Where that distance is small beside x, as it is where rounding matters,
/// x comes out to the last bit.
/// </remarks>
/// <param name="features">x̃.</param>
/// <param name="scaling">d and μ.</param>
internal sealed class UnscaledRows(FeatureMatrix features, ColumnScaling scaling)
{
    public int Count => features.Rows;

    /// <summary>Writes a row of x, zeros included.</summary>
    public void CopyRow(int row, Span<double> target)
    {
        features.CopyRow(row, target);
        for (int f = 0; f < target.Length; f++)
            target[f] = (float)(target[f] * scaling.Scale[f] + scaling.Shift[f]);
    }

    /// <summary>All rows, as they were before they were rescaled.</summary>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public FeatureMatrix Restore(CancellationToken cancellationToken)
    {
        if (scaling.Scale.All(d => d == 1) && scaling.Shift.All(mean => mean == 0))
            return features;
        return features is SparseMatrix sparse ? Restore(sparse, cancellationToken) : Restore((DenseMatrix)features, cancellationToken);
    }

    private DenseMatrix Restore(DenseMatrix dense, CancellationToken cancellationToken)
    {
        var builder = new DenseMatrix.Builder(dense.Columns);
        for (int i = 0; i < dense.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> x = dense.Row(i);
            Span<float> restored = builder.AddRow();
            for (int f = 0; f < restored.Length; f++)
                restored[f] = (float)(x[f] * scaling.Scale[f] + scaling.Shift[f]);
        }

        return builder.Build();
    }

    /// <summary>Sparse features are not shifted.</summary>
    private SparseMatrix Restore(SparseMatrix sparse, CancellationToken cancellationToken)
    {
        var builder = new SparseMatrix.Builder(sparse.Columns);
        for (int i = 0; i < sparse.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = sparse.Indices(i);
            ReadOnlySpan<float> values = sparse.Values(i);
            for (int j = 0; j < indices.Length; j++)
                builder.Add(indices[j], (float)(values[j] * scaling.Scale[indices[j]]));
            builder.EndRow();
        }

        return builder.Build();
    }
}
