using MLExtensions;

namespace Neighbors;

/// <summary>What is tried.</summary>
/// <param name="Neighbors">How many of the nearest vote. The more, the smoother the border between two digits: the simpler.</param>
/// <param name="Distance">Who is near.</param>
/// <param name="Weights">Whether the nearer ones have more of a say.</param>
internal sealed record SearchSpace(
    SweepParameter<int> Neighbors, SweepParameter<NeighborDistance> Distance, SweepParameter<NeighborWeights> Weights);
