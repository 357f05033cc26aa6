using MLExtensions.Matrices;

namespace MLExtensions.Neighbors;

/// <summary>Known rows, held in the way in which the nearest of them are found.</summary>
/// <param name="rows">How many rows are known.</param>
/// <param name="columns">How many features a row has.</param>
internal abstract class NeighborSearch(int rows, int columns)
{
    /// <summary>How it goes about it.</summary>
    public virtual NeighborSearchAlgorithm Algorithm => NeighborSearchAlgorithm.BruteForce;

    /// <summary>The known rows, in their order.</summary>
    public abstract FeatureMatrix Features { get; }

    /// <summary>How many rows are known.</summary>
    public int Rows { get; } = rows;

    /// <summary>How many features a row has.</summary>
    public int Columns { get; } = columns;

    /// <summary>What is held takes so much memory.</summary>
    public abstract long Bytes { get; }

    /// <summary>How many queries are best searched for together.</summary>
    public abstract int BatchSize { get; }

    /// <summary>Takes up queries in the form that <see cref="Find"/> wants them in.</summary>
    public abstract QueryBuffer CreateQueries();

    /// <summary>Finds the nearest neighbors of each query, exactly.</summary>
    /// <param name="queries">Rows of finite features, from a buffer of <see cref="CreateQueries"/>.</param>
    /// <param name="nearest">
    /// Receives the neighbors, the nearest first, queries × k; how long it is says k, at least 1 and at most
    /// <see cref="Rows"/>.
    /// </param>
    /// <param name="numberOfThreads">At most as many search at the same time.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public abstract void Find(
        FeatureMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, CancellationToken cancellationToken = default);

    /// <summary>The distance that a reduced distance stands for.</summary>
    public abstract double ToDistance(double reducedDistance);
}
