using MLExtensions.Interop;

namespace MLExtensions;

/// <summary>Options that the nearest-neighbor trainers share.</summary>
public abstract class NearestNeighborsOptions
{
    /// <summary>
    /// The label column: a key of at least two values for a classifier, a <see cref="bool"/> where there are two classes, a
    /// <see cref="float"/> for a regression. Default: <c>"Label"</c>.
    /// </summary>
    public string LabelColumnName { get; set; } = DefaultColumnNames.Label;

    /// <summary>The feature column, a vector of known size of <see cref="float"/>. Default: <c>"Features"</c>.</summary>
    public string FeatureColumnName { get; set; } = DefaultColumnNames.Features;

    /// <summary>
    /// A column by which training rows are known, text or a number. If there is one, the model keeps it, and predictions have a
    /// column <c>NeighborIds</c>: a vector of the ids of the k nearest rows, the nearest first. A file without such a column can
    /// be given one by numbering its rows before, as with <c>LoadFromEnumerable</c>. Default: <see langword="null"/>.
    /// </summary>
    public string? IdColumnName { get; set; }

    /// <summary>
    /// k, how many of the nearest rows decide; at least 1, and no more than there are training rows. The larger, the smoother is
    /// what is learned. Default: 5. scikit-learn: <c>n_neighbors</c>.
    /// </summary>
    public int Neighbors { get; set; } = 5;

    /// <summary>
    /// How far rows are from each other. Features count in their own units: a feature of larger numbers counts for more. Default:
    /// <see cref="NeighborDistance.Euclidean"/>. scikit-learn: <c>metric</c>.
    /// </summary>
    public NeighborDistance Distance { get; set; } = NeighborDistance.Euclidean;

    /// <summary>
    /// p of <see cref="NeighborDistance.Minkowski"/>, at least 1: 1 is <see cref="NeighborDistance.Manhattan"/>, 2
    /// <see cref="NeighborDistance.Euclidean"/>, infinity <see cref="NeighborDistance.Chebyshev"/>. It plays no part in the other
    /// distances. Default: 2. scikit-learn: <c>p</c>.
    /// </summary>
    public double MinkowskiPower { get; set; } = 2;

    /// <summary>
    /// How much each neighbor counts. Default: <see cref="NeighborWeights.Uniform"/>. scikit-learn: <c>weights</c>.
    /// </summary>
    public NeighborWeights Weights { get; set; } = NeighborWeights.Uniform;

    /// <summary>
    /// How neighbors are looked for; they are the same whichever way. Default: <see cref="NeighborSearchAlgorithm.Automatic"/>.
    /// scikit-learn: <c>algorithm</c>.
    /// </summary>
    public NeighborSearchAlgorithm SearchAlgorithm { get; set; } = NeighborSearchAlgorithm.Automatic;

    /// <summary>
    /// Whether predictions have a column <c>NeighborDistances</c>: a vector of the distances of the k nearest rows, the nearest
    /// first. Default: <see langword="false"/>.
    /// </summary>
    public bool OutputDistances { get; set; }

    /// <summary>
    /// Threads that read and search, at least 1; the results are the same for any number. It is not stored in a model file: a
    /// loaded model takes as many as there are cores. Default: <see langword="null"/>, as many as there are cores.
    /// scikit-learn: <c>n_jobs</c>.
    /// </summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>
    /// Stops fitting with an <see cref="OperationCanceledException"/>. Default: <see cref="CancellationToken.None"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>The same, whatever the user does to these later.</summary>
    internal NearestNeighborsOptions Copy() => (NearestNeighborsOptions)MemberwiseClone();
}
