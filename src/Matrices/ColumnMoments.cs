using System.Numerics.Tensors;

namespace MLExtensions.Matrices;

/// <summary>The weighted moments of some neighboring dense columns.</summary>
/// <remarks>
/// In one pass, over deviations from the mean of a few rows, so that a spread much smaller than the mean keeps its digits: Chan,
/// Golub and LeVeque, Algorithms for computing the sample variance, The American Statistician 37 (1983), section 2.
/// </remarks>
internal sealed class ColumnMoments
{
    private const int RowsOfShift = 1_024;

    /// <summary>Rows summed in single precision, whose rounding takes no more than two of its seven digits.</summary>
    private const int RowsInSingle = 64;

    /// <summary>The least mean of w d⁴ in single precision; beside it what underflows does not count.</summary>
    private const double LeastInSingle = 1e-28;

    /// <summary>
    /// The most that squares about the shift may be in single precision, in variances: the rest is taken off them again.
    /// </summary>
    private const double MostInSingle = 16;

    private ColumnMoments(double[] shift, PowerSums sums, double total)
    {
        Means = new double[shift.Length];
        Variances = new double[shift.Length];
        FourthMoments = new double[shift.Length];
        for (int f = 0; f < shift.Length; f++)
        {
            // About the shift, δ away from the mean; then about the mean.
            double delta = sums.First[f] / total;
            double second = sums.Second[f] / total;
            double third = sums.Third[f] / total;
            double fourth = sums.Fourth[f] / total;
            Means[f] = shift[f] + delta;
            Variances[f] = Math.Max(0, second - delta * delta);
            FourthMoments[f] = Math.Max(
                Variances[f] * Variances[f],
                fourth - 4 * delta * third + 6 * delta * delta * second - 3 * delta * delta * delta * delta);
        }
    }

    /// <summary>x̄ = Σ w x / Σw, a column each.</summary>
    public double[] Means { get; }

    /// <summary>Σ w (x − x̄)² / Σw, a column each.</summary>
    public double[] Variances { get; }

    /// <summary>Σ w (x − x̄)⁴ / Σw, a column each.</summary>
    public double[] FourthMoments { get; }

    /// <summary>Measures columns.</summary>
    /// <param name="features">x, examples × columns.</param>
    /// <param name="weights">w, an example each.</param>
    /// <param name="first">The first column.</param>
    /// <param name="count">How many columns.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static ColumnMoments Measure(
        DenseMatrix features, ReadOnlySpan<float> weights, int first, int count, CancellationToken cancellationToken)
    {
        double[] shift = Shift(features, first, count);
        var sums = new PowerSums(count);
        double total = 0;
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += weights[i];
            sums.Add(features.Row(i).Slice(first, count), weights[i], shift);
        }

        return new ColumnMoments(shift, sums, total);
    }

    /// <summary>Measures columns to some five digits of their spread, several times as fast.</summary>
    /// <param name="features">x, examples × columns.</param>
    /// <param name="weights">w, an example each.</param>
    /// <param name="first">The first column.</param>
    /// <param name="count">How many columns.</param>
    /// <param name="cancellationToken">Looked at between some rows and the next.</param>
    public static ColumnMoments Estimate(
        DenseMatrix features, ReadOnlySpan<float> weights, int first, int count, CancellationToken cancellationToken)
    {
        float[] singleShift = Array.ConvertAll(Shift(features, first, count), mean => (float)mean);
        var sums = new PowerSums(count);
        var some = new SinglePowerSums(singleShift);
        double total = 0;
        for (int start = 0; start < features.Rows; start += RowsInSingle)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(start + RowsInSingle, features.Rows);
            some.AddTo(sums, features, weights, start, end, first);
            foreach (float weight in weights[start..end])
                total += weight;
        }

        var moments = new ColumnMoments(Array.ConvertAll(singleShift, mean => (double)mean), sums, total);
        ColumnMoments? precise = null;
        for (int f = 0; f < count; f++)
        {
            if (!some.Varies(f) || IsWithinSingle(sums.Fourth[f] / features.Rows, sums.Second[f] / total, moments.Variances[f]))
                continue;

            // Each such column by itself, so that it does not matter to one which others are measured with it.
            precise ??= Measure(features, weights, first, count, cancellationToken);
            moments.Means[f] = precise.Means[f];
            moments.Variances[f] = precise.Variances[f];
            moments.FourthMoments[f] = precise.FourthMoments[f];
        }

        return moments;
    }

    private static bool IsWithinSingle(double meanFourth, double second, double variance) =>
        double.IsFinite(meanFourth) && meanFourth >= LeastInSingle && second <= MostInSingle * variance;

    /// <summary>The means over rows spread evenly, whatever their weight.</summary>
    private static double[] Shift(DenseMatrix features, int first, int count)
    {
        var shift = new double[count];
        var x = new double[count];
        int rows = Math.Min(features.Rows, RowsOfShift);
        for (int i = 0; i < rows; i++)
        {
            int row = (int)((long)i * features.Rows / rows);
            TensorPrimitives.ConvertChecked<float, double>(features.Row(row).Slice(first, count), x);
            TensorPrimitives.Add(shift, x, shift);
        }

        TensorPrimitives.Divide(shift, rows, shift);
        return shift;
    }
}
