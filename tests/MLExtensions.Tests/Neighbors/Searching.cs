using MLExtensions.Matrices;
using MLExtensions.Neighbors;

namespace MLExtensions.Tests.Neighbors;

/// <summary>Rows as matrices, and searches for the neighbors of plain rows.</summary>
internal static class Searching
{
    public static DenseMatrix ToDense(this float[][] rows) => (DenseMatrix)rows.AddTo(new DenseMatrix.Builder(rows[0].Length)).Build();

    public static SparseMatrix ToSparse(this float[][] rows) => (SparseMatrix)rows.AddTo(new SparseMatrix.Builder(rows[0].Length)).Build();

    /// <summary>Rows of features from 0 to 1.</summary>
    public static float[][] Uniform(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextSingle()).ToArray())];
    }

    /// <summary>The neighbors of all queries, k each.</summary>
    public static Neighbor[] Nearest(this NeighborSearch search, float[][] queries, int k, int numberOfThreads = 1)
    {
        QueryBuffer buffer = search.CreateQueries();
        foreach (float[] query in queries)
            buffer.Add(query);
        var nearest = new Neighbor[queries.Length * k];
        search.Find(buffer.ToMatrix(), nearest, numberOfThreads);
        return nearest;
    }

    private static MatrixBuilder AddTo(this float[][] rows, MatrixBuilder builder)
    {
        foreach (float[] row in rows)
            builder.Add(row);
        return builder;
    }
}
