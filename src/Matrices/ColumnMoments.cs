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
        double totalWeight = 0;
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            totalWeight += weights[i];
            ReadOnlySpan<float> x = features.Row(i);
            for (int f = 0; f < x.Length; f++)
                means[f] += (double)weights[i] * x[f];
        }

        for (int f = 0; f < means.Length; f++)
            means[f] /= totalWeight;

        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> x = features.Row(i);
            for (int f = 0; f < x.Length; f++)
            {
                double deviation = x[f] - means[f];
                spreads[f] += weights[i] * deviation * deviation;
            }
        }

        return totalWeight;
    }
}
