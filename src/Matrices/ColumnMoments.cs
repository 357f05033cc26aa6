using System.Numerics.Tensors;

namespace MLExtensions.Matrices;

/// <summary>The weighted means of dense columns, and their sums of squared deviations.</summary>
/// <remarks>In two passes, so that a spread much smaller than the mean keeps its digits.</remarks>
internal static class ColumnMoments
{
    /// <param name="features">x, examples × columns.</param>
    /// <param name="weights">w, an example each.</param>
    /// <param name="means">Receives x̄ = Σ w x / Σw, a column each.</param>
    /// <param name="spreads">Receives Σ w (x − x̄)², a column each.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <returns>Σw.</returns>
    public static double Measure(
        DenseMatrix features, ReadOnlySpan<float> weights, Span<double> means, Span<double> spreads, CancellationToken cancellationToken)
    {
        means.Clear();
        spreads.Clear();
        var x = new double[features.Columns];
        double totalWeight = 0;
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            totalWeight += weights[i];
            features.CopyRow(i, x);
            TensorPrimitives.MultiplyAdd(x, weights[i], means, means);
        }

        TensorPrimitives.Divide(means, totalWeight, means);

        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            features.CopyRow(i, x);
            TensorPrimitives.Subtract(x, means, x);
            TensorPrimitives.Multiply<double>(x, x, x);
            TensorPrimitives.MultiplyAdd(x, weights[i], spreads, spreads);
        }

        return totalWeight;
    }
}
