using System.Runtime.Intrinsics;
using MLExtensions.Kernels;
using MLExtensions.Neighbors.Dense;

namespace MLExtensions.Tests.Neighbors.Dense;

/// <summary>A pair passes every screen at its own reduced distance, so that no neighbor is lost; one that is far away does not.</summary>
[TestClass]
public class ScreenTests
{
    private static readonly int[] _longColumns = [127, 128, 129, 1000];

    [TestMethod]
    public void Products_lose_no_neighbor()
    {
        Check(NeighborDistance.Euclidean, 2, rows => new EuclideanScreen(Mean(rows)), default(ProductTerm));
        Check(NeighborDistance.Euclidean, 2, rows => new EuclideanScreen(new float[rows[0].Length]), default(ProductTerm));
        Check(NeighborDistance.Cosine, 2, rows => new CosineScreen(rows[0].Length), default(ProductTerm));
    }

    [TestMethod]
    public void Differences_lose_no_neighbor()
    {
        Check(NeighborDistance.Manhattan, 1, rows => new DifferenceScreen<DifferenceTerm>(default, rows[0].Length, 0), default(DifferenceTerm));
        Check(NeighborDistance.Minkowski, 7, rows => new DifferenceScreen<LargestDifferenceTerm>(default, rows[0].Length, 0), default(LargestDifferenceTerm));
        Check(NeighborDistance.Minkowski, 200, rows => new DifferenceScreen<LargestDifferenceTerm>(default, rows[0].Length, 0), default(LargestDifferenceTerm));
        Check(NeighborDistance.Chebyshev, 1, rows => new DifferenceScreen<LargestDifferenceTerm>(default, rows[0].Length, 0), default(LargestDifferenceTerm));
    }

    [TestMethod]
    public void Powers_lose_no_neighbor()
    {
        Check(NeighborDistance.Euclidean, 2, rows => new DifferenceScreen<WholePowerTerm<Two>>(default, rows[0].Length, 0), default(WholePowerTerm<Two>));
        Check(NeighborDistance.Minkowski, 3, rows => new DifferenceScreen<WholePowerTerm<Three>>(default, rows[0].Length, 0), default(WholePowerTerm<Three>));
        Check(NeighborDistance.Minkowski, 4, rows => new DifferenceScreen<WholePowerTerm<Four>>(default, rows[0].Length, 0), default(WholePowerTerm<Four>));
        foreach (double power in new[] { 1.5, 2.5, 6.5 })
        {
            var term = new PowerTerm((float)power);
            Check(NeighborDistance.Minkowski, power, rows => new DifferenceScreen<PowerTerm>(term, rows[0].Length, PowerTerm.Error(power)), term);
        }
    }

    [TestMethod]
    public void What_is_far_away_does_not_pass()
    {
        float[][] rows = Searching.Uniform(200, 20, seed: 1);
        AssertSharp<EuclideanScreen, ProductTerm>(new EuclideanScreen(Mean(rows)), rows, NeighborDistance.Euclidean, 2);
        AssertSharp<CosineScreen, ProductTerm>(new CosineScreen(20), rows, NeighborDistance.Cosine, 2);
        AssertSharp<DifferenceScreen<DifferenceTerm>, DifferenceTerm>(new(default, 20, 0), rows, NeighborDistance.Manhattan, 1);
        AssertSharp<DifferenceScreen<LargestDifferenceTerm>, LargestDifferenceTerm>(new(default, 20, 0), rows, NeighborDistance.Chebyshev, 1);
        AssertSharp<DifferenceScreen<WholePowerTerm<Three>>, WholePowerTerm<Three>>(new(default, 20, 0), rows, NeighborDistance.Minkowski, 3);
        AssertSharp<DifferenceScreen<PowerTerm>, PowerTerm>(new(new PowerTerm(1.5f), 20, PowerTerm.Error(1.5)), rows, NeighborDistance.Minkowski, 1.5);
    }

    private static void Check<TScreen, TTerm>(NeighborDistance distance, double power, Func<float[][], TScreen> screen, TTerm term)
        where TScreen : struct, IScreen<TTerm>
        where TTerm : struct, IColumnTerm
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var example = new SearchExample(seed);
            Check<TScreen, TTerm>(screen(example.Known), example.Queries, example.Known, distance, power);
        }

        foreach (int columns in _longColumns)
        {
            for (int seed = 0; seed < RowMaker.Kinds; seed++)
            {
                var rows = new RowMaker(new Random(seed), columns);
                float[][] known = [rows.Next(), rows.Next(), rows.Next()];
                Check<TScreen, TTerm>(screen(known), known, known, distance, power);
            }
        }

        Assert.AreEqual(term, screen([[1]]).Term);
    }

    private static void Check<TScreen, TTerm>(TScreen screen, float[][] queries, float[][] known, NeighborDistance distance, double power)
        where TScreen : struct, IScreen<TTerm>
        where TTerm : struct, IColumnTerm
    {
        for (int i = 0; i < known.Length; i++)
        {
            float[] x = queries[i % queries.Length];
            double reducedDistance = PlainSearch.ReducedDistance(x, known[i], distance, power);
            bool passes = ScreenedPair.Passes<Lanes128, Vector128<float>, TScreen, TTerm>(screen, x, known[i], reducedDistance)
                && (!Lanes256.IsSupported || ScreenedPair.Passes<Lanes256, Vector256<float>, TScreen, TTerm>(screen, x, known[i], reducedDistance))
                && (!Lanes512.IsSupported || ScreenedPair.Passes<Lanes512, Vector512<float>, TScreen, TTerm>(screen, x, known[i], reducedDistance));
            if (!passes)
                Assert.Fail($"{screen.GetType()}: reducedDistance {reducedDistance} of\n{string.Join(' ', x)}\n{string.Join(' ', known[i])}");
        }
    }

    private static void AssertSharp<TScreen, TTerm>(TScreen screen, float[][] rows, NeighborDistance distance, double power)
        where TScreen : struct, IScreen<TTerm>
        where TTerm : struct, IColumnTerm
    {
        for (int i = 1; i < rows.Length; i++)
        {
            double reducedDistance = PlainSearch.ReducedDistance(rows[0], rows[i], distance, power);
            Assert.IsFalse(ScreenedPair.Passes<Lanes128, Vector128<float>, TScreen, TTerm>(screen, rows[0], rows[i], 0.99 * reducedDistance), $"{screen}, {reducedDistance}");
        }
    }

    private static float[] Mean(float[][] rows) => [.. rows[0].Select((_, column) => (float)rows.Average(row => (double)row[column]))];
}
