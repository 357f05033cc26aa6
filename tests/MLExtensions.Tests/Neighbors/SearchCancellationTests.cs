using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Choice;
using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Tests.Neighbors;

[TestClass]
public class SearchCancellationTests
{
    [TestMethod]
    [DataRow(NeighborDistance.Euclidean, false, NeighborSearchAlgorithm.BruteForce)]
    [DataRow(NeighborDistance.Manhattan, false, NeighborSearchAlgorithm.BruteForce)]
    [DataRow(NeighborDistance.Cosine, false, NeighborSearchAlgorithm.BruteForce)]
    [DataRow(NeighborDistance.Euclidean, true, NeighborSearchAlgorithm.BruteForce)]
    [DataRow(NeighborDistance.Manhattan, true, NeighborSearchAlgorithm.BruteForce)]
    [DataRow(NeighborDistance.Euclidean, false, NeighborSearchAlgorithm.KdTree)]
    public void A_cancelled_search_ends(NeighborDistance distance, bool isSparse, NeighborSearchAlgorithm algorithm)
    {
        float[][] rows = Searching.Uniform(200, 3, seed: 1);
        FeatureMatrix known = isSparse ? rows.ToSparse() : rows.ToDense();
        NeighborSearch search = NeighborSearches.Create(known, distance, 2, algorithm, 5, numberOfThreads: 1);
        var cancelled = new CancellationToken(canceled: true);
        foreach (int threads in new[] { 1, 3 })
            Assert.Throws<OperationCanceledException>(() => search.Find(known, new Neighbor[200 * 5], threads, cancelled));
    }

    [TestMethod]
    [DataRow(NeighborSearchAlgorithm.KdTree)]
    [DataRow(NeighborSearchAlgorithm.Automatic)]
    public void A_tree_is_not_built_once_cancelled(NeighborSearchAlgorithm algorithm)
    {
        DenseMatrix known = Searching.Uniform(200, 3, seed: 1).ToDense();
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => NeighborSearches.Create(known, NeighborDistance.Euclidean, 2, algorithm, 5, numberOfThreads: 1, cancelled));
    }

    [TestMethod]
    public void A_tree_that_is_being_built_is_given_up()
    {
        DenseMatrix known = Searching.Uniform(200_000, 3, seed: 1).ToDense();
        foreach (int milliseconds in new[] { 1, 2, 5, 10, 15, 20 })
        {
            using var source = new CancellationTokenSource(milliseconds);
            try
            {
                _ = new KdTree(known, numberOfThreads: 1, source.Token);
            }
            catch (OperationCanceledException exception)
            {
                Assert.AreEqual(source.Token, exception.CancellationToken);
            }
        }
    }
}
