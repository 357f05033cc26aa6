using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Neighbors;

/// <summary>About how long searches take, in nanoseconds on one core, as <c>benchmarks -- neighbors</c> measures it.</summary>
internal static class SearchCosts
{
    /// <summary>A search through all known rows, of one query among many.</summary>
    public static double OfBruteForce(int rows, int columns, int neighbors)
    {
        // The first k rows are among the nearest so far, and of later ones, in no particular order, the n-th with probability k/n.
        double ranked = neighbors * (1 + Math.Log((double)rows / neighbors));
        return rows * (0.2 + 0.02 * columns) + ranked * (60 + 2 * columns);
    }

    /// <summary>Searches in a tree.</summary>
    public static double OfTree(TreeEffort effort, int columns, int neighbors, int queries) =>
        (effort.Boxes + effort.Rows / 4.0) * (8 + 2.4 * columns) + 60.0 * neighbors * queries;
}
