using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Benchmarks;

/// <summary>The products of a dense linear model: in tiles, beside a TensorPrimitives call for each row and output.</summary>
internal static class KernelTable
{
    private const int BatchSize = 128;

    // MNIST, optdigits, letter, a single output, ten penalties of MNIST at once, and columns that are no multiple of a
    // vector; then again few enough rows to stay in the cache, where it is not memory that is measured.
    private static readonly (int Rows, int Columns, int Outputs)[] _shapes =
    [
        (60_000, 784, 10), (60_000, 64, 10), (60_000, 16, 26), (60_000, 784, 1), (20_000, 784, 100), (60_000, 37, 6),
        (256, 784, 10), (256, 64, 10), (256, 16, 26), (256, 784, 1), (256, 784, 100), (256, 37, 6),
    ];

    public static int Print()
    {
        double peak = PeakRate.Measure();
        var table = new MarkdownTable(
            ["rows × columns × outputs"], ["plain, GFLOP/s", "scores", "gradient", "both", "of peak", "times faster"]);
        foreach ((int rows, int columns, int outputs) in _shapes)
        {
            DenseMatrix x = MadeUpRows.Uniform(rows, columns);
            int[] order = [.. Enumerable.Range(0, rows)];
            new Random(1).Shuffle(order);
            float[] weights = [.. Enumerable.Range(0, outputs * columns).Select(i => 0.01f * (i % 7 - 3))];
            var gradient = new float[weights.Length];
            var scores = new float[BatchSize * outputs];
            var biases = new float[outputs];

            double work = 2.0 * rows * columns * outputs / 1e9;
            double plain = 2 * work / Seconds(order, batch =>
            {
                PlainProducts.Score(x, batch, weights, biases, scores);
                PlainProducts.AddMultiples(x, batch, scores, gradient, ColumnRange.All(columns));
            });
            double score = work / Seconds(order, Score);
            double add = work / Seconds(order, Add);
            double both = 2 * work / Seconds(order, batch =>
            {
                Score(batch);
                Add(batch);
            });
            table.Add(
                $"{rows:N0} × {columns} × {outputs}",
                $"{plain:F1}",
                $"{score:F1}",
                $"{add:F1}",
                $"{both:F1}",
                $"{both / peak:P0}",
                $"{both / plain:F1}");

            void Score(ReadOnlySpan<int> batch) => DenseProducts.Score(x, batch, weights, biases, scores);

            void Add(ReadOnlySpan<int> batch) => DenseProducts.AddMultiples(x, batch, scores, gradient, ColumnRange.All(columns));
        }

        table.Print();
        Console.WriteLine(FormattableString.Invariant($"peak of one core: {peak:F0} GFLOP/s"));
        EpochTable.Print(peak);
        SparseKernelTable.Print();
        StepTable.Print();
        return 0;
    }

    private static double Seconds(int[] order, BatchAction action) => LeastTime.Seconds(() =>
    {
        for (int i = 0; i < order.Length; i += BatchSize)
            action(order.AsSpan(i, Math.Min(BatchSize, order.Length - i)));
    });

    private delegate void BatchAction(ReadOnlySpan<int> batch);
}
