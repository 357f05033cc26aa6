using System.Numerics.Tensors;

namespace MLExtensions.Neighbors;

/// <summary>What the nearest neighbors say together.</summary>
/// <param name="weights">How much each counts.</param>
/// <param name="toDistance">The distance that a reduced distance stands for.</param>
internal sealed class NeighborVotes(NeighborWeights weights, Func<double, double> toDistance)
{
    /// <summary>The share of each class: Σ of the weights of its neighbors / Σ of all weights.</summary>
    /// <param name="nearest">The neighbors, the nearest first.</param>
    /// <param name="classes">The class of each known row.</param>
    /// <param name="probabilities">Receives the shares, a class each.</param>
    public void Share(ReadOnlySpan<Neighbor> nearest, ReadOnlySpan<int> classes, Span<double> probabilities)
    {
        probabilities.Clear();
        double total = 0;
        foreach (Neighbor neighbor in nearest)
        {
            double weight = Weight(neighbor, nearest[0]);
            probabilities[classes[neighbor.Row]] += weight;
            total += weight;
        }

        TensorPrimitives.Divide(probabilities, total, probabilities);
    }

    /// <summary>The mean of the neighbors' numbers: Σ weight · number / Σ weight.</summary>
    /// <param name="nearest">The neighbors, the nearest first.</param>
    /// <param name="numbers">The number of each known row.</param>
    public double Average(ReadOnlySpan<Neighbor> nearest, ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        double total = 0;
        foreach (Neighbor neighbor in nearest)
        {
            double weight = Weight(neighbor, nearest[0]);
            sum += weight * numbers[neighbor.Row];
            total += weight;
        }

        return sum / total;
    }

    /// <summary>The weight in proportion to that of the nearest neighbor, so that none is infinite.</summary>
    private double Weight(Neighbor neighbor, Neighbor nearest) => weights switch
    {
        NeighborWeights.Uniform => 1,
        _ when neighbor.ReducedDistance == nearest.ReducedDistance => 1,
        _ => toDistance(nearest.ReducedDistance) / toDistance(neighbor.ReducedDistance),
    };
}
