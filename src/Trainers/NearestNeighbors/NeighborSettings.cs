using MLExtensions.Arguments;
using MLExtensions.Data;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>The options of a nearest-neighbor trainer, checked and no longer changing.</summary>
internal sealed record NeighborSettings
{
    /// <param name="options">What the user chose.</param>
    /// <param name="labelKind">The type of the label.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A column name is null or empty.</exception>
    public NeighborSettings(NearestNeighborsOptions options, LabelKind labelKind)
    {
        Columns = new ExampleColumns(
            labelKind, options.LabelColumnName, options.FeatureColumnName, exampleWeightColumnName: null, options.IdColumnName);
        Guard.Require(options.Neighbors >= 1, options.Neighbors, nameof(options.Neighbors), "at least 1");
        Guard.Require(Enum.IsDefined(options.Distance), options.Distance, nameof(options.Distance), $"a value of {nameof(NeighborDistance)}");
        Guard.Require(options.MinkowskiPower >= 1, options.MinkowskiPower, nameof(options.MinkowskiPower), "at least 1");
        Guard.Require(Enum.IsDefined(options.Weights), options.Weights, nameof(options.Weights), $"a value of {nameof(NeighborWeights)}");
        Guard.Require(Enum.IsDefined(options.SearchAlgorithm), options.SearchAlgorithm, nameof(options.SearchAlgorithm), $"a value of {nameof(NeighborSearchAlgorithm)}");
        Guard.Require(options.NumberOfThreads is null or >= 1, options.NumberOfThreads, nameof(options.NumberOfThreads), "at least 1");
        if (options is { Distance: NeighborDistance.Cosine, SearchAlgorithm: NeighborSearchAlgorithm.KdTree })
            throw new ArgumentException("There is no k-d tree for the cosine distance.", nameof(options));

        Rule = new NeighborRule(options.Neighbors, options.Distance, options.MinkowskiPower, options.Weights, options.SearchAlgorithm);
        OutputDistances = options.OutputDistances;
        NumberOfThreads = options.NumberOfThreads ?? Environment.ProcessorCount;
        CancellationToken = options.CancellationToken;
    }

    public ExampleColumns Columns { get; }

    public NeighborRule Rule { get; }

    public bool OutputDistances { get; }

    public int NumberOfThreads { get; init; }

    public CancellationToken CancellationToken { get; init; }
}
