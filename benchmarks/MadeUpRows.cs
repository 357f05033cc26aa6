using MLExtensions.Matrices;

namespace MLExtensions.Benchmarks;

/// <summary>Rows drawn at random, always the same.</summary>
internal static class MadeUpRows
{
    public const int Rows = 2_000;

    private const int DenseColumns = 100;
    private const int SparseColumns = 5_000;
    private const int MostEntries = 40;

    public static FeatureMatrix Dense() => Uniform(Rows, DenseColumns);

    /// <summary>Entries between −1 and 1.</summary>
    public static DenseMatrix Uniform(int rows, int columns)
    {
        var random = new Random(1);
        var builder = new DenseMatrix.Builder(columns);
        for (int i = 0; i < rows; i++)
            foreach (ref float x in builder.AddRow())
                x = 2 * random.NextSingle() - 1;
        return builder.Build();
    }

    /// <summary>Rows of different lengths, so that batches touch different numbers of columns.</summary>
    public static FeatureMatrix Sparse()
    {
        var random = new Random(1);
        var builder = new SparseMatrix.Builder(SparseColumns);
        for (int i = 0; i < Rows; i++)
        {
            var columns = new SortedSet<int>();
            for (int entries = random.Next(1, MostEntries + 1); columns.Count < entries;)
                columns.Add(random.Next(SparseColumns));
            foreach (int column in columns)
                builder.Add(column, 1 - random.NextSingle());
            builder.EndRow();
        }

        return builder.Build();
    }
}
