using System.Runtime.Intrinsics;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Dense;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Tests.Neighbors.Dense;

/// <summary>Vectors of every width, whatever the shape.</summary>
[TestClass]
public class DenseSearchTests
{
    private const int K = 5;

    [TestMethod]
    [DataRow(1)]
    [DataRow(15)]
    [DataRow(16)]
    [DataRow(17)]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(65)]
    [DataRow(130)]
    [DataRow(520)]
    public void All_widths_find_the_same_however_many_queries(int queries)
    {
        foreach (int columns in new[] { 1, 17, 300 })
            CheckAll(Searching.Uniform(150, columns, seed: columns), Searching.Uniform(queries, columns, seed: 7));
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(95)]
    [DataRow(96)]
    [DataRow(97)]
    [DataRow(205)]
    public void All_widths_find_the_same_however_many_rows(int rows)
    {
        foreach (int columns in new[] { 3, 127, 128, 129, 256, 257, 1000 })
            CheckAll(Searching.Uniform(rows, columns, seed: rows), Searching.Uniform(20, columns, seed: 7));
    }

    [TestMethod]
    [DataRow(5000)]
    [DataRow(20_000)]
    public void All_widths_find_the_same_in_long_rows(int columns) =>
        CheckAll(Searching.Uniform(20, columns, seed: 1), Searching.Uniform(5, columns, seed: 2));

    private static void CheckAll(float[][] known, float[][] queries)
    {
        DenseMatrix matrix = known.ToDense();
        var euclidean = new DenseSearch<EuclideanDistance, EuclideanScreen, ProductTerm>(matrix, default, new EuclideanScreen(known[0]));
        Check(euclidean, known, queries, NeighborDistance.Euclidean);
        var cosine = new DenseSearch<CosineDistance, CosineScreen, ProductTerm>(matrix, default, new CosineScreen(matrix.Columns));
        Check(cosine, known, queries, NeighborDistance.Cosine);
        var manhattan = new DenseSearch<ManhattanDistance, DifferenceScreen<DifferenceTerm>, DifferenceTerm>(
            matrix, default, new DifferenceScreen<DifferenceTerm>(default, matrix.Columns, 0));
        Check(manhattan, known, queries, NeighborDistance.Manhattan);
        var chebyshev = new DenseSearch<ChebyshevDistance, DifferenceScreen<LargestDifferenceTerm>, LargestDifferenceTerm>(
            matrix, default, new DifferenceScreen<LargestDifferenceTerm>(default, matrix.Columns, 0));
        Check(chebyshev, known, queries, NeighborDistance.Chebyshev);
    }

    private static void Check<TDistance, TScreen, TTerm>(
        DenseSearch<TDistance, TScreen, TTerm> search, float[][] known, float[][] queries, NeighborDistance distance)
        where TDistance : struct, IDistanceFunction
        where TScreen : struct, IScreen<TTerm>
        where TTerm : struct, IColumnTerm
    {
        string shape = $"{distance}, {known.Length} rows, {queries.Length} queries, {known[0].Length} columns";
        Neighbor[] narrow = Find<Lanes128, Vector128<float>, TDistance, TScreen, TTerm>(search, queries);

        // The plain loop for some of the queries, to save time.
        foreach (int query in new[] { 0, queries.Length / 2, queries.Length - 1 })
            CollectionAssert.AreEqual(PlainSearch.Find(known, [queries[query]], K, distance), narrow[(query * K)..((query + 1) * K)], shape);
        if (Lanes256.IsSupported)
            AssertSame(narrow, Find<Lanes256, Vector256<float>, TDistance, TScreen, TTerm>(search, queries), shape);
        if (Lanes512.IsSupported)
            AssertSame(narrow, Find<Lanes512, Vector512<float>, TDistance, TScreen, TTerm>(search, queries), shape);
    }

    private static Neighbor[] Find<TLanes, TVector, TDistance, TScreen, TTerm>(DenseSearch<TDistance, TScreen, TTerm> search, float[][] queries)
        where TLanes : ILanes<TVector>
        where TVector : struct
        where TDistance : struct, IDistanceFunction
        where TScreen : struct, IScreen<TTerm>
        where TTerm : struct, IColumnTerm
    {
        var nearest = new Neighbor[queries.Length * K];
        search.Find<TLanes, TVector>(queries.ToDense(), nearest, numberOfThreads: 1, out _, CancellationToken.None);
        return nearest;
    }

    private static void AssertSame(Neighbor[] expected, Neighbor[] actual, string message)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            CollectionAssert.AreEqual(expected, actual, message);
    }
}
