using MLExtensions.Optimization.Hinge.Bounds;

namespace MLExtensions.Tests.Optimization.Hinge.Bounds;

[TestClass]
public class BlockAscentTests
{
    [TestMethod]
    public void No_slope_within_its_bounds_is_better()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 300; trial++)
        {
            int classes = 2 + random.Next(20);
            double curvature = Math.Pow(10, 6 * random.NextDouble() - 3);
            double[] before = [.. Enumerable.Range(0, classes).Select(_ => Math.Clamp(3 * random.NextDouble() - 1, 0, 1))];
            double[] violations = [.. Enumerable.Range(0, classes).Select(_ => curvature * (4 * random.NextDouble() - 2))];
            double[] wanted = [.. violations.Zip(before, (v, a) => a + v / curvature)];
            double sum = BlockAscent<double>.SumOfChanges(wanted, before, precision: 1e-14);
            double[] after = [.. wanted.Select(c => BlockAscent<double>.Clip(c - sum))];
            double total = after.Zip(before, (a, b) => a - b).Sum();
            Assert.AreEqual(total, sum, 1e-12);
            for (int k = 0; k < classes; k++)
            {
                double slope = violations[k] - curvature * (after[k] - before[k] + total);
                Assert.IsTrue(after[k] > 0 || slope <= 1e-9 * curvature, $"trial {trial}, class {k}: {slope} at 0");
                Assert.IsTrue(after[k] < 1 || slope >= -1e-9 * curvature, $"trial {trial}, class {k}: {slope} at 1");
                Assert.IsTrue(after[k] is 0 or 1 || Math.Abs(slope) <= 1e-9 * curvature, $"trial {trial}, class {k}: {slope} between");
            }
        }
    }

    [TestMethod]
    public void Single_precision_comes_to_the_same()
    {
        float[] before = [0, 0.5f, 1, 0, 0.25f, 0, 0, 1, 0.75f];
        float[] wanted = [float.NegativeInfinity, 0.9f, 1.4f, 0.3f, -2, 0.01f, 0, 0.8f, 3];
        float single = BlockAscent<float>.SumOfChanges(wanted, before, precision: 1e-6f);
        double exact = BlockAscent<double>.SumOfChanges(Array.ConvertAll(wanted, c => (double)c), Array.ConvertAll(before, a => (double)a), 1e-14);
        Assert.AreEqual(exact, single, 1e-6);
    }
}
