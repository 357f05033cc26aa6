using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Dense;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Choice;

/// <summary>Makes the search for a distance, and chooses how it goes about it.</summary>
internal static class NeighborSearches
{
    private const int RowsOfCenter = 1_024;

    /// <summary>Makes a search.</summary>
    /// <param name="known">The known rows, at least one.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="power">
    /// p of <see cref="NeighborDistance.Minkowski"/>, at least 1; infinity stands for the greatest difference.
    /// </param>
    /// <param name="algorithm">How to go about it.</param>
    /// <param name="neighbors">How many neighbors will be asked for.</param>
    /// <param name="numberOfThreads">At most as many try.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="InvalidOperationException">A tree is asked for where there cannot be one.</exception>
    public static NeighborSearch Create(
        FeatureMatrix known, NeighborDistance distance, double power, NeighborSearchAlgorithm algorithm, int neighbors, int numberOfThreads, CancellationToken cancellationToken = default)
    {
        var choice = new SearchChoice(known, algorithm, neighbors, numberOfThreads, cancellationToken);
        return (distance, power) switch
        {
            (NeighborDistance.Euclidean, _) or (NeighborDistance.Minkowski, 2) => choice.OfProducts<EuclideanDistance, EuclideanScreen>(default, dense => new EuclideanScreen(Center(dense, cancellationToken))),
            (NeighborDistance.Cosine, _) => choice.OfProducts<CosineDistance, CosineScreen>(default, dense => new CosineScreen(dense.Columns)),
            (NeighborDistance.Manhattan, _) or (NeighborDistance.Minkowski, 1) => choice.OfDifferences(default(ManhattanDistance), default(DifferenceTerm), termError: 0),
            (NeighborDistance.Chebyshev, _) or (NeighborDistance.Minkowski, double.PositiveInfinity) => choice.OfDifferences(default(ChebyshevDistance), default(LargestDifferenceTerm), termError: 0),
            (NeighborDistance.Minkowski, 3) => choice.OfDifferences(new MinkowskiDistance(3), default(WholePowerTerm<Three>), termError: 0),
            (NeighborDistance.Minkowski, 4) => choice.OfDifferences(new MinkowskiDistance(4), default(WholePowerTerm<Four>), termError: 0),
            (_, > MinkowskiDistance.MostPower) => choice.OfDifferences(new LargePowerDistance(power), default(LargestDifferenceTerm), termError: 0),
            _ => choice.OfDifferences(new MinkowskiDistance(power), new PowerTerm((float)power), PowerTerm.Error(power)),
        };
    }

    /// <summary>About the mean of the rows, of some of them where there are many.</summary>
    private static float[] Center(DenseMatrix known, CancellationToken cancellationToken)
    {
        FeatureMatrix some = known.SelectEvenly(RowsOfCenter, cancellationToken);
        var sums = new double[known.Columns];
        var entries = new double[known.Columns];
        for (int row = 0; row < some.Rows; row++)
        {
            some.CopyRow(row, entries);
            TensorPrimitives.Add(sums, entries, sums);
        }

        return Array.ConvertAll(sums, sum => (float)(sum / some.Rows));
    }
}
