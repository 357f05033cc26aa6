using System.Numerics;
using System.Numerics.Tensors;

namespace MLExtensions.Matrices;

/// <summary>The weighted moments of some neighbouring dense columns.</summary>
/// <remarks>
/// In one pass, over deviations from the mean of a few rows, so that a spread much smaller than the mean keeps its digits: Chan,
/// Golub and LeVeque, Algorithms for computing the sample variance, The American Statistician 37 (1983), section 2.
/// </remarks>
internal sealed class ColumnMoments
{
    private const int RowsOfShift = 1_024;

    private ColumnMoments(int columns)
    {
        Means = new double[columns];
        Variances = new double[columns];
        FourthMoments = new double[columns];
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
        var moments = new ColumnMoments(count);
        double[] shift = Shift(features, first, count);
        var (sum1, sum2, sum3, sum4) = (moments.Means, moments.Variances, new double[count], moments.FourthMoments);
        double total = 0;
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += weights[i];
            Add(features.Row(i).Slice(first, count), weights[i], shift, sum1, sum2, sum3, sum4);
        }

        for (int f = 0; f < count; f++)
        {
            // About the shift, δ away from the mean; then about the mean.
            double delta = sum1[f] / total;
            double second = sum2[f] / total;
            double third = sum3[f] / total;
            double fourth = sum4[f] / total;
            moments.Means[f] = shift[f] + delta;
            moments.Variances[f] = Math.Max(0, second - delta * delta);
            moments.FourthMoments[f] = Math.Max(
                moments.Variances[f] * moments.Variances[f],
                fourth - 4 * delta * third + 6 * delta * delta * second - 3 * delta * delta * delta * delta);
        }

        return moments;
    }

    /// <summary>Adds w d, w d², w d³ and w d⁴ of a row's deviations d from the shift.</summary>
    private static void Add(ReadOnlySpan<float> row, double w, double[] shift, double[] sum1, double[] sum2, double[] sum3, double[] sum4)
    {
        int f = 0;
        for (; f <= row.Length - Vector<float>.Count; f += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[f..]), out Vector<double> lower, out Vector<double> upper);
            AddVector(lower, f);
            AddVector(upper, f + Vector<double>.Count);
        }

        for (; f < row.Length; f++)
        {
            double d = row[f] - shift[f];
            double square = d * d;
            sum1[f] += w * d;
            sum2[f] += w * square;
            sum3[f] += w * d * square;
            sum4[f] += w * square * square;
        }

        void AddVector(Vector<double> x, int place)
        {
            Vector<double> d = x - new Vector<double>(shift, place);
            Vector<double> square = d * d;
            Vector<double> weighted = d * w;
            (new Vector<double>(sum1, place) + weighted).CopyTo(sum1, place);
            (new Vector<double>(sum2, place) + weighted * d).CopyTo(sum2, place);
            (new Vector<double>(sum3, place) + weighted * square).CopyTo(sum3, place);
            (new Vector<double>(sum4, place) + weighted * d * square).CopyTo(sum4, place);
        }
    }

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
