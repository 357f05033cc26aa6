using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

[TestClass]
public class HingePairsTests
{
    private const float Smoothing = 0.7f;

    [TestMethod]
    [DataRow(3)]
    [DataRow(20_003)]
    public void Slope_and_curvature_are_those_of_the_pieces(int length)
    {
        HingePairs pairs = Random(length, Workers.One);
        foreach (double t in new[] { 0, 0.3, 1, 5 })
        {
            (double slope, double curvature) = pairs.Along(t, Smoothing);
            double expectedSlope = 0;
            double expectedCurvature = 0;
            for (int i = 0; i < length; i++)
            {
                double v = pairs.Violations[i] + t * pairs.Directions[i];
                expectedSlope += pairs.Weights[i] * pairs.Directions[i] * Math.Clamp(v / Smoothing, 0, 1);
                if (v >= 0 && v <= Smoothing)
                    expectedCurvature += pairs.Weights[i] * pairs.Directions[i] * pairs.Directions[i] / Smoothing;
            }

            Assert.AreEqual(expectedSlope, slope, 1e-5 * length);
            Assert.AreEqual(expectedCurvature, curvature, 1e-4 * length);
        }
    }

    [TestMethod]
    public void The_search_ends_where_the_slope_is_small()
    {
        HingePairs pairs = Random(20_003, Workers.One);
        const double Quadratic = 300;
        double linear = -pairs.Along(0, Smoothing).Slope - 500;
        double t = LineSearch.Minimum(pairs, Smoothing, linear, Quadratic, -500);
        Assert.IsInRange(-5, 5, pairs.Along(t, Smoothing).Slope + linear + t * Quadratic);
        Assert.IsGreaterThan(0, t);
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        HingePairs expected = Random(50_001, Workers.One);
        expected.Move(0.25);
        using var workers = new Workers(3);
        HingePairs pairs = Random(50_001, workers);
        pairs.Move(0.25);
        CollectionAssert.AreEqual(expected.Violations, pairs.Violations);
        Assert.AreEqual(expected.Along(0.5, Smoothing), pairs.Along(0.5, Smoothing));
    }

    private static HingePairs Random(int length, Workers workers)
    {
        var random = new Random(length);
        var pairs = new HingePairs(workers);
        pairs.Resize(length);
        for (int i = 0; i < length; i++)
        {
            pairs.Violations[i] = i % 5 == 0 ? HingePairs.Never : 4 * random.NextSingle() - 2;
            pairs.Directions[i] = i % 5 == 0 ? 0 : random.NextSingle() - 0.5f;
            pairs.Weights[i] = i % 5 == 0 ? 0 : random.NextSingle();
        }

        return pairs;
    }
}
