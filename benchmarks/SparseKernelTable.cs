using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Benchmarks;

/// <summary>The products of sparse rows: outputs in registers, beside a TensorPrimitives call for each entry.</summary>
internal static class SparseKernelTable
{
    private const int Rows = 4_000;
    private const int Columns = 5_000;
    private const int Entries = 60;

    private static readonly int[] _outputs = [2, 5, 10, 20, 100];

    public static void Print()
    {
        SparseMatrix x = MadeUpRows.Sparse(Rows, Columns, Entries);
        var table = new MarkdownTable(["entries × outputs"], ["plain, GFLOP/s", "scores", "gradient", "both", "times faster"]);
        foreach (int outputs in _outputs)
        {
            float[] weights = [.. Enumerable.Range(0, outputs * Columns).Select(i => 0.01f * (i % 7 - 3))];
            var gradient = new float[weights.Length];
            var biases = new float[outputs];
            var scores = new float[outputs];
            double work = 2.0 * x.StoredEntries * outputs / 1e9;
            double plain = 2 * work / Seconds((values, places) =>
            {
                PlainSparseRow.Score(values, places, weights, biases, scores);
                PlainSparseRow.AddMultiple(values, places, scores, gradient);
            });
            double score = work / Seconds((values, places) => SparseProducts.Score(values, places, weights, biases, scores));
            double add = work / Seconds((values, places) => SparseProducts.AddMultiple(values, places, scores, gradient));
            double both = 2 * work / Seconds((values, places) =>
            {
                SparseProducts.Score(values, places, weights, biases, scores);
                SparseProducts.AddMultiple(values, places, scores, gradient);
            });
            table.Add($"{Entries} × {outputs}", $"{plain:F1}", $"{score:F1}", $"{add:F1}", $"{both:F1}", $"{both / plain:F1}");
        }

        table.Print();

        double Seconds(RowAction action) => LeastTime.Seconds(() =>
        {
            for (int i = 0; i < x.Rows; i++)
                action(x.Values(i), x.Indices(i));
        });
    }

    private delegate void RowAction(ReadOnlySpan<float> values, ReadOnlySpan<int> places);
}
