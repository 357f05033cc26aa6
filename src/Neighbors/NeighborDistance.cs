namespace MLExtensions;

/// <summary>How far two rows of features, x and z, are from each other.</summary>
/// <remarks>Computed in double precision, over the features in their order.</remarks>
public enum NeighborDistance
{
    /// <summary>√ Σ (x − z)². scikit-learn: <c>"euclidean"</c>.</summary>
    Euclidean,

    /// <summary>Σ |x − z|. scikit-learn: <c>"manhattan"</c>.</summary>
    Manhattan,

    /// <summary>max |x − z|. scikit-learn: <c>"chebyshev"</c>.</summary>
    Chebyshev,

    /// <summary>(Σ |x − z|ᵖ)^(1/p), with a power p that the options hold. scikit-learn: <c>"minkowski"</c>.</summary>
    Minkowski,

    /// <summary>
    /// 1 − x·z / (‖x‖ ‖z‖), from 0 to 2; 1 if x or z is all zeros. scikit-learn: <c>"cosine"</c>.
    /// </summary>
    Cosine,
}
