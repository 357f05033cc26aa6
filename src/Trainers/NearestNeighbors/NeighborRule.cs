using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Choice;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>Who the neighbors are, and how they are looked for.</summary>
/// <param name="Neighbors">k, at least 1.</param>
/// <param name="Distance">How far rows are from each other.</param>
/// <param name="MinkowskiPower">p of <see cref="NeighborDistance.Minkowski"/>, at least 1.</param>
/// <param name="Weights">How much each counts.</param>
/// <param name="SearchAlgorithm">How they are looked for.</param>
internal sealed record NeighborRule(
    int Neighbors, NeighborDistance Distance, double MinkowskiPower, NeighborWeights Weights, NeighborSearchAlgorithm SearchAlgorithm)
{
    /// <exception cref="FormatException">What was written is out of its range.</exception>
    public static NeighborRule Read(BinaryReader reader)
    {
        var rule = new NeighborRule(
            reader.ReadInt32(), (NeighborDistance)reader.ReadByte(), reader.ReadDouble(), (NeighborWeights)reader.ReadByte(), (NeighborSearchAlgorithm)reader.ReadByte());
        bool isValid = rule.Neighbors >= 1 && Enum.IsDefined(rule.Distance) && rule.MinkowskiPower >= 1
            && Enum.IsDefined(rule.Weights) && Enum.IsDefined(rule.SearchAlgorithm);
        return isValid ? rule : throw new FormatException("The model file holds no valid options of nearest neighbors.");
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Neighbors);
        writer.Write((byte)Distance);
        writer.Write(MinkowskiPower);
        writer.Write((byte)Weights);
        writer.Write((byte)SearchAlgorithm);
    }

    public NeighborSearch CreateSearch(FeatureMatrix known, int numberOfThreads, CancellationToken cancellationToken) =>
        NeighborSearches.Create(known, Distance, MinkowskiPower, SearchAlgorithm, Neighbors, numberOfThreads, cancellationToken);
}
