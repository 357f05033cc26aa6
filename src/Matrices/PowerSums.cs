using System.Numerics;

namespace MLExtensions.Matrices;

/// <summary>Σ w d, Σ w d², Σ w d³ and Σ w d⁴ of deviations d from a shift, some neighboring columns each.</summary>
internal sealed class PowerSums(int columns)
{
    public double[] First { get; } = new double[columns];

    public double[] Second { get; } = new double[columns];

    public double[] Third { get; } = new double[columns];

    public double[] Fourth { get; } = new double[columns];

    /// <summary>Adds a row's.</summary>
    public void Add(ReadOnlySpan<float> row, double w, double[] shift)
    {
        var (sum1, sum2, sum3, sum4) = (First, Second, Third, Fourth);
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
}
