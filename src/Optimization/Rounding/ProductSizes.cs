using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>How large the products w x are that the scores of a few rows are summed from.</summary>
internal sealed class ProductSizes
{
    private const int MostRows = 64;

    public ProductSizes(UnscaledRows rows, LinearModel model)
    {
        int columns = model.Weights[0].Length;
        double[] sizes = MeanMagnitudes(rows, columns);
        var sums = new double[columns];
        for (int k = 0; k < model.Biases.Length; k++)
        {
            double score = Math.Abs(model.Biases[k]);
            for (int f = 0; f < columns; f++)
            {
                double product = Math.Abs(model.Weights[k][f]) * sizes[f];
                score += product;
                sums[f] += product;
            }

            LargestScore = Math.Max(LargestScore, score);
        }

        LargestColumns = [.. Enumerable.Range(0, columns).Where(f => sums[f] > 0).OrderByDescending(f => sums[f])];
    }

    /// <summary>The greatest |b| + Σ |w| |x| of an output, with the mean |x| of each column.</summary>
    public double LargestScore { get; }

    /// <summary>The columns that are not left out, from the largest products to the smallest.</summary>
    public int[] LargestColumns { get; }

    private static double[] MeanMagnitudes(UnscaledRows rows, int columns)
    {
        var means = new double[columns];
        var x = new double[columns];
        int count = Math.Min(rows.Count, MostRows);
        for (int i = 0; i < count; i++)
        {
            rows.CopyRow((int)((long)i * rows.Count / count), x);
            for (int f = 0; f < columns; f++)
                means[f] += Math.Abs(x[f]) / count;
        }

        return means;
    }
}
