namespace MLExtensions;

/// <summary>How much each of the nearest neighbors counts.</summary>
public enum NeighborWeights
{
    /// <summary>All count the same. scikit-learn: <c>"uniform"</c>.</summary>
    Uniform,

    /// <summary>
    /// Each counts as the inverse of its distance; where some are at distance 0, these alone count, all the same.
    /// scikit-learn: <c>"distance"</c>.
    /// </summary>
    InverseDistance,
}
