using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Trainers.NearestNeighbors;
using MLExtensions.Values;

namespace MLExtensions;

/// <summary>The known rows of a nearest-neighbor model, and the rule by which the nearest of them decide.</summary>
public sealed class NearestNeighborsModel
{
    private readonly NeighborRule _rule;

    internal NearestNeighborsModel(NeighborRule rule, NeighborSearch search, ColumnValues? ids)
    {
        _rule = rule;
        Search = search;
        Ids = ids;
        Votes = new NeighborVotes(rule.Weights, search.ToDistance);
    }

    /// <summary>k, how many of the nearest rows decide.</summary>
    public int Neighbors => _rule.Neighbors;

    /// <summary>How far rows are from each other.</summary>
    public NeighborDistance Distance => _rule.Distance;

    /// <summary>p of <see cref="NeighborDistance.Minkowski"/>.</summary>
    public double MinkowskiPower => _rule.MinkowskiPower;

    /// <summary>How much each neighbor counts.</summary>
    public NeighborWeights Weights => _rule.Weights;

    /// <summary>How neighbors are looked for: the tree, or all rows, whichever was chosen.</summary>
    public NeighborSearchAlgorithm SearchAlgorithm => Search.Algorithm;

    /// <summary>How many rows are known.</summary>
    public int NumberOfRows => Search.Rows;

    /// <summary>How many features each row has.</summary>
    public int NumberOfFeatures => Search.Columns;

    /// <summary>The memory of the known rows, in bytes, without their labels and ids.</summary>
    public long MemorySize => Search.Bytes;

    internal NeighborSearch Search { get; }

    internal ColumnValues? Ids { get; }

    internal NeighborVotes Votes { get; }

    internal static NearestNeighborsModel Read(BinaryReader reader)
    {
        NeighborRule rule = NeighborRule.Read(reader);
        FeatureMatrix features = MatrixFile.Read(reader);
        ColumnValues? ids = reader.ReadBoolean() ? ColumnValues.Read(reader) : null;
        if (features.Rows < rule.Neighbors || (ids is not null && ids.Count != features.Rows))
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new NearestNeighborsModel(rule, rule.CreateSearch(features, Environment.ProcessorCount, CancellationToken.None), ids);
    }

    internal void Write(BinaryWriter writer)
    {
        _rule.Write(writer);
        MatrixFile.Write(writer, Search.Features);
        writer.Write(Ids is not null);
        Ids?.Write(writer);
    }
}
