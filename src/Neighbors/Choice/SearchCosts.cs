using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Neighbors.Choice;

/// <summary>About how long searches take, in nanoseconds on one core, as <c>benchmarks -- neighbors</c> measures it.</summary>
internal static class SearchCosts
{
    /// <summary>A search through all known rows, of one query among many.</summary>
    public static double OfBruteForce(int rows, int columns, int neighbors) =>
        OfScreening(rows, columns) + OfMeasuring(columns, ExpectedMeasured(rows, neighbors));

    /// <summary>A look at all known rows in single precision.</summary>
    public static double OfScreening(int rows, int columns) => rows * (0.2 + 0.02 * columns);

    /// <summary>The reduced distances in double precision of so many of them.</summary>
    public static double OfMeasuring(int columns, double measured) => measured * (60 + 2 * columns);

    /// <summary>
    /// How many rows have to be measured: the first k are the nearest so far, and so is of later ones, in no particular order,
    /// the n-th with probability k/n.
    /// </summary>
    public static double ExpectedMeasured(int rows, int neighbors) => neighbors * (1 + Math.Log((double)rows / neighbors));

    /// <summary>Searches in a tree.</summary>
    public static double OfTree(TreeEffort effort, int columns, int neighbors, int queries) =>
        (effort.Boxes + effort.Rows / 4.0) * (8 + 2.4 * columns) + 60.0 * neighbors * queries;
}
