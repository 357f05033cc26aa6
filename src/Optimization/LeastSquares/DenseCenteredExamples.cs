using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>Centered examples whose features are dense: products are summed over panels of A.</summary>
internal sealed class DenseCenteredExamples : CenteredExamples
{
    private readonly DenseMatrix _features;
    private readonly double[] _center;

    public DenseCenteredExamples(DenseMatrix features, float[] targets, float[] weights, CancellationToken cancellationToken)
        : base(features, targets, weights)
    {
        _features = features;
        _center = new double[Columns];
        features.CopyRow(Heaviest, _center);
        var x = new double[Columns];
        var extents = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            features.CopyRow(i, x);
            TensorPrimitives.Subtract(x, _center, x);
            TensorPrimitives.MultiplyAdd(x, weights[i] / TotalWeight, MeanOffsets, MeanOffsets);
            TensorPrimitives.MaxMagnitude(x, extents, extents);
        }

        TensorPrimitives.Add(_center, MeanOffsets, Means);
        TensorPrimitives.Abs(extents, extents);

        // No two values are farther apart than twice the farthest is from the mean.
        int[] near = [.. Enumerable.Range(0, Columns).Where(f => extents[f] <= 2 * SinglePrecision.Resolution(Means[f]))];
        if (near.Length == 0)
            return;
        foreach (int f in near)
            extents[f] = 0;
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (int f in near)
                extents[f] = Math.Max(extents[f], Math.Abs(features.Row(i)[f] - Means[f]));
        }

        FindConstants(extents);
    }

    public override SymmetricMatrix ColumnProducts(Workers workers)
    {
        return SymmetricMatrix.Product(Columns, Rows, WriteRows, workers);

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

    public override SymmetricMatrix RowProducts(Workers workers)
    {
        return SymmetricMatrix.Product(Rows, Columns, WriteColumns, workers);

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

    private double Entry(int row, int column, float x) =>
        IsConstant[column] ? 0 : WeightRoots[row] * (x - _center[column] - MeanOffsets[column]);
}
