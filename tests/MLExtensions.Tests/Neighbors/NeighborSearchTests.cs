using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Choice;

namespace MLExtensions.Tests.Neighbors;

/// <summary>Every search beside the plain loop: the same neighbors, and the same reduced distances to the last bit.</summary>
[TestClass]
public class NeighborSearchTests
{
    private const int Examples = 1_000;

    [TestMethod]
    [DataRow(NeighborDistance.Euclidean, 2.0)]
    [DataRow(NeighborDistance.Manhattan, 2.0)]
    [DataRow(NeighborDistance.Chebyshev, 2.0)]
    [DataRow(NeighborDistance.Cosine, 2.0)]
    [DataRow(NeighborDistance.Minkowski, 1.0)]
    [DataRow(NeighborDistance.Minkowski, 1.5)]
    [DataRow(NeighborDistance.Minkowski, 2.0)]
    [DataRow(NeighborDistance.Minkowski, 3.0)]
    [DataRow(NeighborDistance.Minkowski, 4.0)]
    [DataRow(NeighborDistance.Minkowski, 6.5)]
    [DataRow(NeighborDistance.Minkowski, 7.0)]
    [DataRow(NeighborDistance.Minkowski, 200.0)]
    public void Neighbors_and_ranks_are_those_of_the_plain_loop(NeighborDistance distance, double power)
    {
        for (int seed = 0; seed < Examples; seed++)
        {
            var example = new SearchExample(seed + (int)(Examples * (10 * (int)distance + power)));
            Neighbor[] expected = PlainSearch.Find(example.Known, example.Queries, example.Neighbors, distance, power);
            foreach ((FeatureMatrix known, NeighborSearchAlgorithm algorithm) in Ways(example.Known, distance))
            {
                NeighborSearch search = NeighborSearches.Create(known, distance, power, algorithm, example.Neighbors, numberOfThreads: 1);
                Neighbor[] actual = search.Nearest(example.Queries, example.Neighbors, numberOfThreads: seed % 2 == 0 ? 1 : 3);
                AssertSame(expected, actual, $"example {seed}, {search.GetType().Name}");
            }
        }
    }

    [TestMethod]
    [DataRow(1.01)]
    [DataRow(50.0)]
    [DataRow(1e4)]
    [DataRow(1e6)]
    [DataRow(1e9)]
    [DataRow(1e40)]
    [DataRow(double.PositiveInfinity)]
    public void Unusual_powers_have_the_neighbors_of_the_plain_loop(double power)
    {
        var random = new Random(1);
        for (int columns = 1; columns < 30; columns++)
        {
            // The differences near 1 are those of which more than the largest counts.
            float[][] known = Made(40, () => (float)((random.NextDouble() - 0.5) * 100 / power));
            float[][] queries = Made(20, () => 1 + (float)((random.NextDouble() - 0.5) * 10 / power));
            Neighbor[] expected = PlainSearch.Find(known, queries, 4, NeighborDistance.Minkowski, power);
            foreach ((FeatureMatrix matrix, NeighborSearchAlgorithm algorithm) in Ways(known, NeighborDistance.Minkowski))
            {
                NeighborSearch search = NeighborSearches.Create(matrix, NeighborDistance.Minkowski, power, algorithm, 4, numberOfThreads: 1);
                AssertSame(expected, search.Nearest(queries, 4), $"{columns} columns, {search.GetType().Name}");
            }

            float[][] Made(int rows, Func<float> entry) =>
                [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => entry()).ToArray())];
        }
    }

    [TestMethod]
    [DataRow(1e3, 200.0)]
    [DataRow(1e6, 100.0)]
    [DataRow(1e20, 20.0)]
    [DataRow(1e38, 7.0)]
    [DataRow(1e-3, 100.0)]
    [DataRow(1e-6, 50.0)]
    [DataRow(1e-36, 7.0)]
    [DataRow(1.0, 500.0)]
    [DataRow(1.0, 10_000.0)]
    public void Powers_that_overflow_or_underflow_have_the_neighbors_of_the_largest_difference_times_a_sum(double scale, double power)
    {
        float[][] known = Scaled(Searching.Uniform(60, 4, seed: 1));
        float[][] queries = Scaled(Searching.Uniform(20, 4, seed: 2));
        foreach ((FeatureMatrix matrix, NeighborSearchAlgorithm algorithm) in Ways(known, NeighborDistance.Minkowski))
        {
            NeighborSearch search = NeighborSearches.Create(matrix, NeighborDistance.Minkowski, power, algorithm, 4, numberOfThreads: 1);
            Neighbor[] nearest = search.Nearest(queries, 4);
            for (int query = 0; query < queries.Length; query++)
            {
                (double Length, int Row)[] expected = [.. known.Select((row, i) => (Length(queries[query], row), i)).Order().Take(4)];
                for (int place = 0; place < expected.Length; place++)
                {
                    Neighbor actual = nearest[query * 4 + place];
                    Assert.AreEqual(expected[place].Length, search.ToDistance(actual.ReducedDistance), 1e-12 * expected[place].Length);
                    Assert.AreEqual(expected[place].Row, actual.Row, $"{search.GetType().Name}, query {query}, place {place}");
                }
            }
        }

        float[][] Scaled(float[][] rows) => Array.ConvertAll(rows, row => Array.ConvertAll(row, x => (float)(scale * x)));

        double Length(float[] x, float[] z)
        {
            double[] differences = [.. x.Zip(z, (a, b) => Math.Abs((double)a - b))];
            double largest = differences.Max();
            return largest * Math.Pow(differences.Sum(d => Math.Pow(d / largest, power)), 1 / power);
        }
    }

    [TestMethod]
    [DataRow(NeighborDistance.Euclidean)]
    [DataRow(NeighborDistance.Manhattan)]
    [DataRow(NeighborDistance.Cosine)]
    public void Queries_given_by_their_entries_have_the_same_neighbors(NeighborDistance distance)
    {
        float[][] known = Searching.Uniform(50, 7, seed: 1);
        float[] query = [0, 0.3f, 0, 0, -1, 0, 2];
        foreach ((FeatureMatrix matrix, NeighborSearchAlgorithm algorithm) in Ways(known, distance))
        {
            NeighborSearch search = NeighborSearches.Create(matrix, distance, 2, algorithm, 3, numberOfThreads: 1);
            QueryBuffer buffer = search.CreateQueries();
            buffer.Add([1, 2, 3, 4, 5, 6, 7]);
            Assert.AreEqual(1, buffer.Count);
            buffer.Clear();
            buffer.Add([1, 4, 6], [0.3f, -1, 2]);
            buffer.Add(query);
            Assert.AreEqual(2, buffer.Count);
            var nearest = new Neighbor[6];
            search.Find(buffer.ToMatrix(), nearest, numberOfThreads: 1);
            AssertSame(PlainSearch.Find(known, [query, query], 3, distance), nearest, search.GetType().Name);
        }
    }

    [TestMethod]
    public void Without_queries_there_is_nothing_to_find()
    {
        foreach ((FeatureMatrix matrix, NeighborSearchAlgorithm algorithm) in Ways(Searching.Uniform(50, 3, seed: 1), NeighborDistance.Manhattan))
        {
            NeighborSearch search = NeighborSearches.Create(matrix, NeighborDistance.Manhattan, 2, algorithm, 3, numberOfThreads: 2);
            FeatureMatrix none = search.CreateQueries().ToMatrix();
            Assert.AreEqual(0, none.Rows);
            search.Find(none, Memory<Neighbor>.Empty, numberOfThreads: 2);

            // The search is as good as before.
            var nearest = new Neighbor[3];
            search.Find(matrix.SelectEvenly(1, CancellationToken.None), nearest, numberOfThreads: 2);
            Assert.AreEqual(0, nearest[0].ReducedDistance);
        }
    }

    [TestMethod]
    [DataRow(NeighborDistance.Euclidean, 2.0, 9.0, 3.0)]
    [DataRow(NeighborDistance.Manhattan, 2.0, 9.0, 9.0)]
    [DataRow(NeighborDistance.Chebyshev, 2.0, 9.0, 9.0)]
    [DataRow(NeighborDistance.Cosine, 2.0, 0.5, 0.5)]
    [DataRow(NeighborDistance.Minkowski, 3.0, 27.0, 3.0)]
    public void Ranks_stand_for_distances(NeighborDistance distance, double power, double reducedDistance, double expected)
    {
        FeatureMatrix[] matrices = [Searching.Uniform(5, 3, seed: 1).ToDense(), Searching.Uniform(5, 3, seed: 1).ToSparse()];
        foreach (FeatureMatrix matrix in matrices)
        {
            NeighborSearch search = NeighborSearches.Create(matrix, distance, power, NeighborSearchAlgorithm.BruteForce, 3, numberOfThreads: 1);
            Assert.AreEqual(expected, search.ToDistance(reducedDistance), 1e-15);
            Assert.AreEqual(5, search.Rows);
            Assert.AreEqual(3, search.Columns);
            Assert.AreSame(matrix, search.Features);
        }
    }

    private static IEnumerable<(FeatureMatrix Known, NeighborSearchAlgorithm Algorithm)> Ways(float[][] known, NeighborDistance distance)
    {
        DenseMatrix dense = known.ToDense();
        yield return (dense, NeighborSearchAlgorithm.BruteForce);
        yield return (known.ToSparse(), NeighborSearchAlgorithm.BruteForce);
        if (distance != NeighborDistance.Cosine)
            yield return (dense, NeighborSearchAlgorithm.KdTree);
    }

    private static void AssertSame(Neighbor[] expected, Neighbor[] actual, string message)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            CollectionAssert.AreEqual(expected, actual, message);
    }
}
