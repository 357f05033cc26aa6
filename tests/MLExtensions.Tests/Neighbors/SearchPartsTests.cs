using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Choice;

namespace MLExtensions.Tests.Neighbors;

[TestClass]
public class SearchPartsTests
{
    [TestMethod]
    [DataRow(NeighborDistance.Euclidean, 1)]
    [DataRow(NeighborDistance.Euclidean, 70)]
    [DataRow(NeighborDistance.Manhattan, 2)]
    [DataRow(NeighborDistance.Cosine, 3)]
    public void Few_queries_among_many_rows_have_the_same_neighbors_on_several_threads(NeighborDistance distance, int queries)
    {
        const int K = 20;

        // Rows on a grid, so that many are at the same distance.
        float[][] known = Array.ConvertAll(Searching.Uniform(12_000, 40, seed: 3), row => Array.ConvertAll(row, entry => MathF.Round(entry)));
        float[][] asked = known[..queries];
        FeatureMatrix[] matrices = [known.ToDense(), known.ToSparse()];
        Neighbor[] expected = PlainSearch.Find(known, asked[..1], K, distance);
        foreach (FeatureMatrix matrix in matrices)
        {
            NeighborSearch search = NeighborSearches.Create(matrix, distance, 2, NeighborSearchAlgorithm.BruteForce, K, numberOfThreads: 1);
            Neighbor[] alone = search.Nearest(asked, K);
            CollectionAssert.AreEqual(expected, alone[..K]);
            foreach (int threads in new[] { 2, 3, 8 })
                CollectionAssert.AreEqual(alone, search.Nearest(asked, K, threads), $"{search.GetType().Name}, {threads} threads");
        }
    }

    [TestMethod]
    [DataRow(1, 1, 1, 1, 4)]
    [DataRow(1, 1000, 10, 64, 4)]
    [DataRow(65, 1000, 10, 64, 4)]
    [DataRow(5, 1000, 1000, 64, 4)]
    [DataRow(1000, 7, 1, 64, 2)]
    [DataRow(1000, 7, 1, 64, 1)]
    [DataRow(3, 11, 1, 1, 16)]
    public void Every_pair_is_in_one_part(int queries, int known, int fewestKnown, int mostQueries, int threads)
    {
        var times = new int[queries, known];
        var nearest = new Neighbor[queries];
        new SearchParts(queries, known, fewestKnown, mostQueries, threads).Find(nearest, Count, CancellationToken.None);
        foreach (int count in times)
            Assert.AreEqual(1, count);
        for (int query = 0; query < queries; query++)
            Assert.AreEqual(new Neighbor(query, 0), nearest[query]);

        void Count((int Start, int End) x, (int Start, int End) z, Span<Neighbor> found, Span<int> counts, CancellationToken token)
        {
            Assert.IsLessThanOrEqualTo(mostQueries, x.End - x.Start);
            Assert.AreEqual(x.End - x.Start, counts.Length);
            Assert.AreEqual(x.End - x.Start, found.Length);
            for (int query = x.Start; query < x.End; query++)
            {
                var heap = new NearestHeap(found.Slice(query - x.Start, 1), ref counts[query - x.Start]);
                for (int row = z.Start; row < z.End; row++)
                {
                    Interlocked.Increment(ref times[query, row]);
                    heap.Add(new Neighbor(query, row));
                }
            }
        }
    }
}
