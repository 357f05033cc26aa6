using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Dense;
using MLExtensions.Neighbors.Distances;
using MLExtensions.Neighbors.Sparse;
using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Neighbors;

/// <summary>Chooses between a tree and the comparison of all rows.</summary>
/// <param name="known">The known rows.</param>
/// <param name="algorithm">What was asked for.</param>
/// <param name="neighbors">How many neighbours will be asked for.</param>
/// <param name="numberOfThreads">At most as many try.</param>
/// <param name="cancellationToken">Looked at now and then.</param>
internal sealed class SearchChoice(
    FeatureMatrix known, NeighborSearchAlgorithm algorithm, int neighbors, int numberOfThreads, CancellationToken cancellationToken)
{
    /// <summary>Beyond, nearly every box is near, and no tree is tried.</summary>
    private const int MostColumnsOfTree = 40;

    /// <summary>Known rows whose neighbours are looked for as a trial.</summary>
    private const int Trials = 64;

    /// <summary>The search for a distance that follows from products.</summary>
    public NeighborSearch OfProducts<TDistance, TScreen>(TDistance distance, Func<DenseMatrix, TScreen> screen)
        where TDistance : struct, IProductDistance
        where TScreen : struct, IScreen<ProductTerm>
    {
        if (known is SparseMatrix sparse)
            return new SparseProductSearch<TDistance>(Untreed(sparse, "sparse features"), distance);
        var dense = (DenseMatrix)known;
        if (!TDistance.Grows)
            dense = Untreed(dense, "the cosine distance");
        return (NeighborSearch?)Tree(dense, distance) ?? new DenseSearch<TDistance, TScreen, ProductTerm>(dense, distance, screen(dense));
    }

    /// <summary>The search for a distance that is a sum of differences, or the greatest of them.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="term">Its term.</param>
    /// <param name="termError">The relative error of the term in single precision, beyond a few roundings.</param>
    public NeighborSearch OfDifferences<TDistance, TTerm>(TDistance distance, TTerm term, double termError)
        where TDistance : struct, IDistanceFunction
        where TTerm : struct, IColumnTerm
    {
        if (known is SparseMatrix sparse)
            return new SparseSearch<TDistance>(Untreed(sparse, "sparse features"), distance);
        var dense = (DenseMatrix)known;
        return (NeighborSearch?)Tree(dense, distance)
            ?? new DenseSearch<TDistance, DifferenceScreen<TTerm>, TTerm>(dense, distance, new DifferenceScreen<TTerm>(term, dense.Columns, termError));
    }

    private KdTreeSearch<TDistance>? Tree<TDistance>(DenseMatrix dense, TDistance distance)
        where TDistance : struct, IDistanceFunction
    {
        bool isTried = algorithm == NeighborSearchAlgorithm.Automatic && TDistance.Grows && dense.Columns is > 0 and <= MostColumnsOfTree;
        if (algorithm != NeighborSearchAlgorithm.KdTree && !isTried)
            return null;
        var search = new KdTreeSearch<TDistance>(new KdTree(dense, cancellationToken), distance);
        return algorithm == NeighborSearchAlgorithm.KdTree || IsWorthwhile(search, dense) ? search : null;
    }

    private bool IsWorthwhile<TDistance>(KdTreeSearch<TDistance> search, DenseMatrix dense)
        where TDistance : struct, IDistanceFunction
    {
        int trials = Math.Min(Trials, dense.Rows);
        int[] rows = [.. Enumerable.Range(0, trials).Select(i => (int)((long)i * dense.Rows / trials))];

        // One neighbour more, since each finds itself.
        int k = Math.Min(neighbors + 1, dense.Rows);
        search.Find(
            (DenseMatrix)dense.Select(rows, cancellationToken), new Neighbor[trials * k], numberOfThreads, out TreeEffort effort, cancellationToken);
        return SearchCosts.OfTree(effort, dense.Columns, k, trials) < trials * SearchCosts.OfBruteForce(dense.Rows, dense.Columns, k);
    }

    private TMatrix Untreed<TMatrix>(TMatrix matrix, string reason) => algorithm != NeighborSearchAlgorithm.KdTree
        ? matrix
        : throw new InvalidOperationException($"There is no k-d tree for {reason}; take {nameof(NeighborSearchAlgorithm)}.{nameof(NeighborSearchAlgorithm.Automatic)} or {nameof(NeighborSearchAlgorithm.BruteForce)}.");
}
