using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Choice;

namespace MLExtensions.Benchmarks;

/// <summary>A k-d tree beside the comparison of all rows, on rows drawn uniformly, one thread: what the choice between them is made by.</summary>
internal static class NeighborTreeTable
{
    private const int Queries = 512;
    private const int Neighbors = 5;

    public static void Print()
    {
        var table = new MarkdownTable(["rows × features"], ["all rows, µs", "tree, µs", "ratio", "chosen"]);
        foreach (int columns in (int[])[2, 4, 6, 8, 12, 16])
            foreach (int rows in (int[])[1_000, 10_000, 100_000])
            {
                DenseMatrix known = MadeUpRows.Uniform(rows, columns);
                DenseMatrix queries = MadeUpRows.Uniform(Queries, columns, seed: 2);
                double all = Microseconds(known, queries, NeighborSearchAlgorithm.BruteForce);
                double tree = Microseconds(known, queries, NeighborSearchAlgorithm.KdTree);
                NeighborSearchAlgorithm chosen = Create(known, NeighborSearchAlgorithm.Automatic).Algorithm;
                table.Add($"{rows:N0} × {columns}", $"{all:F2}", $"{tree:F2}", $"{tree / all:F2}", $"{chosen}");
            }

        table.Print();
    }

    private static double Microseconds(DenseMatrix known, DenseMatrix queries, NeighborSearchAlgorithm algorithm)
    {
        NeighborSearch search = Create(known, algorithm);
        var nearest = new Neighbor[queries.Rows * Neighbors];
        return 1e6 * LeastTime.Seconds(() => search.Find(queries, nearest, numberOfThreads: 1)) / queries.Rows;
    }

    private static NeighborSearch Create(DenseMatrix known, NeighborSearchAlgorithm algorithm) =>
        NeighborSearches.Create(known, NeighborDistance.Euclidean, power: 2, algorithm, Neighbors, numberOfThreads: 1);
}
