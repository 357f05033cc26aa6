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
    public static DenseMatrix Uniform(int rows, int columns, int seed = 1)
    {
        var random = new Random(seed);
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
        return Sparse(random, Rows, SparseColumns, () => random.Next(1, MostEntries + 1));
    }

    /// <summary>Rows of the same length.</summary>
    public static SparseMatrix Sparse(int rows, int columns, int entries) => Sparse(new Random(1), rows, columns, () => entries);

    private static SparseMatrix Sparse(Random random, int rows, int allColumns, Func<int> length)
    {
        var builder = new SparseMatrix.Builder(allColumns);
        for (int i = 0; i < rows; i++)
        {
            var columns = new SortedSet<int>();
            for (int entries = length(); columns.Count < entries;)
                columns.Add(random.Next(allColumns));
            foreach (int column in columns)
                builder.Add(column, 1 - random.NextSingle());
            builder.EndRow();
        }

        return builder.Build();
    }
}
