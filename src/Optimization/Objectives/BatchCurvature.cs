using System.Numerics.Tensors;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Objectives;

/// <summary>The curvature that steps along the gradients of batches have to reckon with.</summary>
/// <remarks>
/// <code>
/// x = (x̃ᵢ, 1)
/// L = h · n (B−1) / B (n−1) · λmax( 1/n Σᵢ xᵢxᵢᵀ )          that of the whole data
/// σ = h · (n−B) / B (n−1) · Σᵢ‖xᵢ‖⁴ / Σᵢ‖xᵢ‖²              what single batches add
/// </code>
/// The whole data are as steep as their largest eigenvalue; a single example is as steep as it is long, and a batch lies
/// in between, at L + σ: Gower et al., SGD: general analysis and improved rates (ICML 2019), proposition 3.8, there with the
/// longest example in place of the mean over examples weighted by their squared length, which one outlier does not decide. h is
/// the loss's own curvature. Example weights and the penalty, which conditioning has brought below h, are left out.
/// </remarks>
internal static class BatchCurvature
{
    /// <summary>Rows that tell enough.</summary>
    private const int MostRows = 8_192;

    /// <summary>Steps of the power method: an eigenvalue a tenth too low is close enough.</summary>
    private const int PowerSteps = 12;

    private const int RowsAtOnce = 256;

    /// <param name="features">x̃, conditioned.</param>
    /// <param name="lossCurvature">h.</param>
    /// <param name="batchSize">B.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>L and σ.</returns>
    public static (double Curvature, double NoiseCurvature) Estimate(
        FeatureMatrix features, double lossCurvature, int batchSize, CancellationToken cancellationToken = default)
    {
        // An even choice from first to last, by whole stretches.
        int stretch = Math.Max(1, features.Rows / MostRows) * RowsAtOnce;
        double all = LargestEigenvalue(features, stretch, out double single, cancellationToken);
        double n = features.Rows;
        double shareOfAll = n == 1 ? 0 : n * (batchSize - 1) / (batchSize * (n - 1));
        double shareOfSingle = n == 1 ? 1 : (n - batchSize) / (batchSize * (n - 1));
        return (lossCurvature * shareOfAll * all, lossCurvature * shareOfSingle * single);
    }

    /// <summary>By the power method: Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 7.3.1.</summary>
    private static double LargestEigenvalue(
        FeatureMatrix features, int stretch, out double single, CancellationToken cancellationToken)
    {
        var v = new double[features.Columns + 1];
        v.AsSpan().Fill(1 / Math.Sqrt(v.Length));
        var next = new double[features.Columns];
        var products = new double[RowsAtOnce];
        double eigenvalue = 0;
        for (int step = 0; step < PowerSteps; step++)
        {
            double[] w = v[..^1];
            Array.Clear(next);
            double nextBias = 0;
            int rows = 0;
            for (int start = 0; start < features.Rows; start += stretch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<double> s = products.AsSpan(0, Math.Min(RowsAtOnce, features.Rows - start));
                features.Multiply(start, [w], s);
                TensorPrimitives.Add(s, v[^1], s);
                features.AddMultiples(start, s, [next]);
                nextBias += TensorPrimitives.Sum<double>(s);
                rows += s.Length;
            }

            eigenvalue = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(next) + nextBias * nextBias) / rows;
            TensorPrimitives.Divide(next, eigenvalue * rows, v.AsSpan(0, next.Length));
            v[^1] = nextBias / (eigenvalue * rows);
        }

        single = MeanLengthWeighted(features, stretch, cancellationToken);
        return eigenvalue;
    }

    /// <summary>Σ‖x‖⁴ / Σ‖x‖².</summary>
    private static double MeanLengthWeighted(FeatureMatrix features, int stretch, CancellationToken cancellationToken)
    {
        double squares = 0;
        double fourthPowers = 0;
        for (int start = 0; start < features.Rows; start += stretch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = start; i < Math.Min(start + RowsAtOnce, features.Rows); i++)
            {
                double square = 1 + features.SquaredRowNorm(i);
                squares += square;
                fourthPowers += square * square;
            }
        }

        return fourthPowers / squares;
    }
}
