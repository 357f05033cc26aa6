using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Dense;
using MLExtensions.Neighbors.Distances;
using MLExtensions.Neighbors.Sparse;
using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Neighbors.Choice;

/// <summary>Chooses between a tree and the comparison of all rows, and how these are compared.</summary>
/// <param name="known">The known rows.</param>
/// <param name="algorithm">What was asked for.</param>
/// <param name="neighbors">How many neighbors will be asked for.</param>
/// <param name="numberOfThreads">At most as many try.</param>
/// <param name="cancellationToken">Looked at now and then.</param>
internal sealed class SearchChoice(
    FeatureMatrix known, NeighborSearchAlgorithm algorithm, int neighbors, int numberOfThreads, CancellationToken cancellationToken)
{
    /// <summary>Beyond, nearly every box is near, and no tree is tried.</summary>
    private const int MostColumnsOfTree = 40;

    /// <summary>Known rows whose neighbors are looked for as a trial.</summary>
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
        if (Tree(dense, distance) is { } tree)
            return tree;
        var products = new DenseSearch<TDistance, TScreen, ProductTerm>(dense, distance, screen(dense));
        if (!TDistance.Grows || IsSharp(products, dense))
            return products;
        var differences = new DifferenceScreen<WholePowerTerm<Two>>(default, dense.Columns, termError: 0);
        return new DenseSearch<TDistance, DifferenceScreen<WholePowerTerm<Two>>, WholePowerTerm<Two>>(dense, distance, differences);
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
        var search = new KdTreeSearch<TDistance>(new KdTree(dense, numberOfThreads, cancellationToken), distance);
        return algorithm == NeighborSearchAlgorithm.KdTree || IsWorthwhile(search, dense) ? search : null;
    }

    private bool IsWorthwhile<TDistance>(KdTreeSearch<TDistance> search, DenseMatrix dense)
        where TDistance : struct, IDistanceFunction
    {
        (DenseMatrix queries, int k) = Trial(dense);
        search.Find(queries, new Neighbor[queries.Rows * k], numberOfThreads, out TreeEffort effort, cancellationToken);
        return SearchCosts.OfTree(effort, dense.Columns, k, queries.Rows) < queries.Rows * SearchCosts.OfBruteForce(dense.Rows, dense.Columns, k);
    }

    /// <summary>
    /// Whether products tell near rows from far ones: not where rows lie in clusters much farther from each other than they
    /// are wide. Sums of differences always do, and take about twice as long.
    /// </summary>
    private bool IsSharp<TDistance, TScreen>(DenseSearch<TDistance, TScreen, ProductTerm> search, DenseMatrix dense)
        where TDistance : struct, IDistanceFunction
        where TScreen : struct, IScreen<ProductTerm>
    {
        (DenseMatrix queries, int k) = Trial(dense);
        search.Find(queries, new Neighbor[queries.Rows * k], numberOfThreads, out long measured, cancellationToken);
        double needless = (double)measured / queries.Rows - SearchCosts.ExpectedMeasured(dense.Rows, k);
        return SearchCosts.OfMeasuring(dense.Columns, needless) < SearchCosts.OfScreening(dense.Rows, dense.Columns);
    }

    /// <summary>Some of the known rows, to be looked for, and how many neighbors: one more, since each finds itself.</summary>
    private (DenseMatrix Queries, int Neighbors) Trial(DenseMatrix dense) =>
        ((DenseMatrix)dense.SelectEvenly(Trials, cancellationToken), Math.Min(neighbors + 1, dense.Rows));

    private TMatrix Untreed<TMatrix>(TMatrix matrix, string reason) => algorithm != NeighborSearchAlgorithm.KdTree
        ? matrix
        : throw new InvalidOperationException($"There is no k-d tree for {reason}; take {nameof(NeighborSearchAlgorithm)}.{nameof(NeighborSearchAlgorithm.Automatic)} or {nameof(NeighborSearchAlgorithm.BruteForce)}.");
}
