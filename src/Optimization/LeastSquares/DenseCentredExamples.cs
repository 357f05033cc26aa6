using MLExtensions.Matrices;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>Centred examples whose features are dense: products are summed over panels of A.</summary>
internal sealed class DenseCentredExamples : CentredExamples
{
    private readonly DenseMatrix _features;

    public DenseCentredExamples(DenseMatrix features, float[] targets, float[] weights, CancellationToken cancellationToken)
        : base(features, targets, weights)
    {
        _features = features;
        ColumnMoments moments = ColumnMoments.Measure(features, weights, 0, Columns, cancellationToken);
        moments.Means.CopyTo(Means, 0);
        FindConstants(moments.Variances);
    }

    public override SymmetricMatrix ColumnProducts(CancellationToken cancellationToken)
    {
        return SymmetricMatrix.Product(Columns, Rows, WriteRows, cancellationToken);

        void WriteRows(int start, int count, Span<double> panel)
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> x = _features.Row(start + i);
                for (int f = 0; f < x.Length; f++)
                    panel[f * count + i] = Entry(start + i, f, x[f]);
            }
        }
    }

    public override SymmetricMatrix RowProducts(CancellationToken cancellationToken)
    {
        return SymmetricMatrix.Product(Rows, Columns, WriteColumns, cancellationToken);

        void WriteColumns(int start, int count, Span<double> panel)
        {
            for (int i = 0; i < Rows; i++)
            {
                ReadOnlySpan<float> x = _features.Row(i).Slice(start, count);
                for (int f = 0; f < count; f++)
                    panel[i * count + f] = Entry(i, start + f, x[f]);
            }
        }
    }

    public override double[] TransposeTimes(ReadOnlySpan<double> v, CancellationToken cancellationToken)
    {
        var result = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> x = _features.Row(i);
            for (int f = 0; f < x.Length; f++)
                result[f] += v[i] * Entry(i, f, x[f]);
        }

        return result;
    }

    public override void CopyRow(int row, Span<double> target)
    {
        ReadOnlySpan<float> x = _features.Row(row);
        for (int f = 0; f < x.Length; f++)
            target[f] = Entry(row, f, x[f]);
    }

    private double Entry(int row, int column, float x) => IsConstant[column] ? 0 : WeightRoots[row] * (x - Means[column]);
}
