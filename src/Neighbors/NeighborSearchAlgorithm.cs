namespace MLExtensions;

/// <summary>How the nearest neighbors are looked for. All ways find the same ones.</summary>
public enum NeighborSearchAlgorithm
{
    /// <summary>
    /// The tree where it promises to be faster, judged by searches for a few of the known rows; else all rows. scikit-learn:
    /// <c>"auto"</c>.
    /// </summary>
    Automatic,

    /// <summary>Every known row is compared with every query, many at a time. scikit-learn: <c>"brute"</c>.</summary>
    BruteForce,

    /// <summary>
    /// A k-d tree, which leaves out regions that are too far away: faster for few features. Not for sparse features, nor for
    /// <see cref="NeighborDistance.Cosine"/>. scikit-learn: <c>"kd_tree"</c>.
    /// </summary>
    KdTree,
}
