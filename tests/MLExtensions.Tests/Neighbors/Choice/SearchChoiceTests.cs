using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Choice;
using MLExtensions.Neighbors.Dense;
using MLExtensions.Neighbors.Sparse;
using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Tests.Neighbors.Choice;

[TestClass]
public class SearchChoiceTests
{
    [TestMethod]
    [DataRow(NeighborDistance.Euclidean)]
    [DataRow(NeighborDistance.Manhattan)]
    [DataRow(NeighborDistance.Chebyshev)]
    public void Many_rows_of_two_columns_make_a_tree(NeighborDistance distance) =>
        Assert.AreEqual(typeof(KdTreeSearch<>), Chosen(Searching.Uniform(20_000, 2, seed: 1).ToDense(), distance));

    [TestMethod]
    [DataRow(NeighborDistance.Euclidean, 16)]
    [DataRow(NeighborDistance.Euclidean, 60)]
    [DataRow(NeighborDistance.Manhattan, 16)]
    [DataRow(NeighborDistance.Cosine, 2)]
    [DataRow(NeighborDistance.Euclidean, 0)]
    public void Otherwise_all_rows_are_compared(NeighborDistance distance, int columns) =>
        Assert.AreEqual(typeof(DenseSearch<,,>), Chosen(Searching.Uniform(20_000, columns, seed: 1).ToDense(), distance));

    [TestMethod]
    [DataRow(1, typeof(EuclideanScreen))]
    [DataRow(1000, typeof(DifferenceScreen<WholePowerTerm<Two>>))]
    public void Clusters_far_from_each_other_are_compared_by_differences(float between, Type screen)
    {
        float[][] rows = Searching.Uniform(5_000, 20, seed: 1);
        for (int i = 0; i < rows.Length; i++)
            for (int column = 0; column < rows[i].Length; column++)
                rows[i][column] += i % 2 * between;
        NeighborSearch search = NeighborSearches.Create(rows.ToDense(), NeighborDistance.Euclidean, 2, NeighborSearchAlgorithm.BruteForce, neighbors: 5, numberOfThreads: 1);
        Assert.AreEqual(screen, search.GetType().GetGenericArguments()[1]);
    }

    [TestMethod]
    public void Sparse_rows_make_no_tree()
    {
        SparseMatrix known = Searching.Uniform(20_000, 2, seed: 1).ToSparse();
        Assert.AreEqual(typeof(SparseProductSearch<>), Chosen(known, NeighborDistance.Euclidean));
        Assert.AreEqual(typeof(SparseProductSearch<>), Chosen(known, NeighborDistance.Cosine));
        Assert.AreEqual(typeof(SparseSearch<>), Chosen(known, NeighborDistance.Manhattan));
    }

    [TestMethod]
    public void What_is_asked_for_is_taken()
    {
        Assert.AreEqual(typeof(KdTreeSearch<>), Chosen(Searching.Uniform(100, 60, seed: 1).ToDense(), NeighborDistance.Euclidean, NeighborSearchAlgorithm.KdTree));
        Assert.AreEqual(typeof(DenseSearch<,,>), Chosen(Searching.Uniform(20_000, 2, seed: 1).ToDense(), NeighborDistance.Euclidean, NeighborSearchAlgorithm.BruteForce));
    }

    [TestMethod]
    [DataRow(NeighborDistance.Cosine, false, "cosine")]
    [DataRow(NeighborDistance.Euclidean, true, "sparse")]
    [DataRow(NeighborDistance.Manhattan, true, "sparse")]
    [DataRow(NeighborDistance.Cosine, true, "sparse")]
    public void A_tree_that_cannot_be_is_refused(NeighborDistance distance, bool isSparse, string reason)
    {
        float[][] rows = Searching.Uniform(10, 2, seed: 1);
        FeatureMatrix known = isSparse ? rows.ToSparse() : rows.ToDense();
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => Chosen(known, distance, NeighborSearchAlgorithm.KdTree));
        StringAssert.Contains(exception.Message, reason);
        StringAssert.Contains(exception.Message, nameof(NeighborSearchAlgorithm.BruteForce));
    }

    private static Type Chosen(FeatureMatrix known, NeighborDistance distance, NeighborSearchAlgorithm algorithm = NeighborSearchAlgorithm.Automatic) =>
        NeighborSearches.Create(known, distance, 2, algorithm, neighbors: 5, numberOfThreads: 1).GetType().GetGenericTypeDefinition();
}
