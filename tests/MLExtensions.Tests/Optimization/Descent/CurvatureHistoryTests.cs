using MLExtensions.Optimization.Descent;

namespace MLExtensions.Tests.Optimization.Descent;

[TestClass]
public class CurvatureHistoryTests
{
    private const int Dimension = 6;

    /// <summary>∇F = H x with one H, then with another whose diagonal is larger or smaller: the pairs of the one become those of the other.</summary>
    [TestMethod]
    [DataRow(3.0)]
    [DataRow(-0.9)]
    public void What_is_remembered_of_one_function_is_that_of_another_once_revised(double added)
    {
        var random = new Random(1);
        double[] diagonal = [.. Enumerable.Range(0, Dimension).Select(i => 1.0 + i)];
        var revised = new CurvatureHistory<double>(Dimension, memory: 4);
        var expected = new CurvatureHistory<double>(Dimension, memory: 4);
        double[] x = Draw(random);
        for (int step = 0; step < 7; step++)
        {
            double[] next = Draw(random);
            Assert.IsTrue(revised.TryAdd(x, next, Gradient(x, 0), Gradient(next, 0)));
            Assert.IsTrue(expected.TryAdd(x, next, Gradient(x, added), Gradient(next, added)));
            x = next;
        }

        revised.Revise((s, y) =>
        {
            for (int i = 0; i < s.Length; i++)
                y[i] += added * s[i];
        });

        double[] g = Draw(random);
        var one = new double[Dimension];
        var other = new double[Dimension];
        revised.MultiplyInverseHessian(g, one);
        expected.MultiplyInverseHessian(g, other);
        for (int i = 0; i < Dimension; i++)
            Assert.AreEqual(other[i], one[i], 1e-12);

        double[] Gradient(double[] at, double penalty) => [.. at.Select((value, i) => (diagonal[i] + penalty) * value)];
    }

    [TestMethod]
    public void Pairs_that_lose_their_curvature_are_forgotten()
    {
        var history = new CurvatureHistory<double>(Dimension, memory: 4);
        double[] zero = new double[Dimension];
        double[] x = Draw(new Random(2));
        Assert.IsTrue(history.TryAdd(zero, x, zero, x));
        history.Revise((s, y) => Array.Clear(y));
        Assert.AreEqual(0, history.Count);
        Assert.IsTrue(history.TryAdd(zero, x, zero, x));
        Assert.AreEqual(1, history.Count);
    }

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, Dimension).Select(_ => random.NextDouble() - 0.5)];
}
