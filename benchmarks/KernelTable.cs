using System.Diagnostics;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Kernels;

namespace MLExtensions.Benchmarks;

/// <summary>The products of a dense linear model: in tiles, beside a TensorPrimitives call for each row and output.</summary>
internal static class KernelTable
{
    private const int BatchSize = 128;
    private const int Repeats = 7;

    // MNIST, optdigits, letter, a single output, ten penalties of MNIST at once, and columns that are no multiple of a vector.
    private static readonly (int Rows, int Columns, int Outputs)[] _shapes =
        [(60_000, 784, 10), (60_000, 64, 10), (60_000, 16, 26), (60_000, 784, 1), (20_000, 784, 100), (60_000, 37, 6)];

    public static int Print()
    {
        double peak = PeakRate.Measure();
        var table = new MarkdownTable(["rows × columns × outputs"], ["plain, GFLOP/s", "tiles, GFLOP/s", "of peak", "times faster"]);
        foreach ((int rows, int columns, int outputs) in _shapes)
        {
            DenseMatrix x = MadeUpRows.Uniform(rows, columns);
            int[] order = [.. Enumerable.Range(0, rows)];
            new Random(1).Shuffle(order);
            float[] weights = [.. Enumerable.Range(0, outputs * columns).Select(i => 0.01f * (i % 7 - 3))];
            var gradient = new float[weights.Length];
            var scores = new float[BatchSize * outputs];
            var biases = new float[outputs];

            double work = 4.0 * rows * columns * outputs / 1e9;
            double plain = work / Seconds(order, batch =>
            {
                PlainProducts.Score(x, batch, weights, biases, scores);
                PlainProducts.AddMultiples(x, batch, scores, gradient, ColumnRange.All(columns));
            });
            double tiled = work / Seconds(order, batch =>
            {
                DenseProducts.Score(x, batch, weights, biases, scores);
                DenseProducts.AddMultiples(x, batch, scores, gradient, ColumnRange.All(columns));
            });
            table.Add($"{rows:N0} × {columns} × {outputs}", $"{plain:F1}", $"{tiled:F1}", $"{tiled / peak:P0}", $"{tiled / plain:F1}");
        }

        table.Print();
        Console.WriteLine(FormattableString.Invariant($"peak of one core: {peak:F0} GFLOP/s"));
        return 0;
    }

    /// <summary>The least time, of several, that all batches take in their shuffled order.</summary>
    private static double Seconds(int[] order, BatchAction action)
    {
        double least = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < order.Length; i += BatchSize)
                action(order.AsSpan(i, Math.Min(BatchSize, order.Length - i)));
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    private delegate void BatchAction(ReadOnlySpan<int> batch);
}
