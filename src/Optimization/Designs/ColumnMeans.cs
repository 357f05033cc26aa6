using System.Numerics.Tensors;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Designs;

/// <summary>The means of dense columns.</summary>
internal static class ColumnMeans
{
    /// <summary>
    /// Means, NaN where a column is constant as far as single precision can tell: it tells nothing that the bias does not.
    /// </summary>
    public static double[] Of(DenseMatrix features, CancellationToken cancellationToken)
    {
        var means = new double[features.Columns];
        var squares = new double[features.Columns];
        var x = new double[features.Columns];
        var first = new double[features.Columns];
        features.CopyRow(0, first);
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            features.CopyRow(i, x);
            TensorPrimitives.Subtract(x, first, x);
            TensorPrimitives.MultiplyAdd(x, 1.0 / features.Rows, means, means);
            TensorPrimitives.Multiply(x, x, x);
            TensorPrimitives.MultiplyAdd(x, 1.0 / features.Rows, squares, squares);
        }

        for (int f = 0; f < means.Length; f++)
            squares[f] -= means[f] * means[f];
        TensorPrimitives.Add(means, first, means);
        bool[] isConstant = SinglePrecision.FindConstants(features, first: 0, means, squares, cancellationToken);
        for (int f = 0; f < means.Length; f++)
            if (isConstant[f])
                means[f] = double.NaN;
        return means;
    }
}
