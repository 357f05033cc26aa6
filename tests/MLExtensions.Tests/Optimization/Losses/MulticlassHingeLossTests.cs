using CsCheck;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Tests.Optimization.Losses;

[TestClass]
public class MulticlassHingeLossTests
{
    [TestMethod]
    public void Value_and_gradient_of_an_example_worked_by_hand()
    {
        // With margin 1 and label 1: v₀ = 0.5 − 2 + 1 < 0, v₂ = 1.5 − 2 + 1 = 0.5, v₃ = 3 − 2 + 1 = 2.
        double[] scores = [0.5, 2, 1.5, 3];
        double value = new MulticlassHingeLoss<double>(1).Evaluate(scores, [1], [2]);
        Assert.AreEqual(2 * 2.5, value, 1e-14);
        CollectionAssert.AreEqual(new double[] { 0, -4, 2, 2 }, scores);
    }

    [TestMethod]
    public void At_a_kink_the_subgradient_is_zero()
    {
        double[] scores = [1, 2, 2];
        double value = new MulticlassHingeLoss<double>(1).Evaluate(scores, [1], [1]);
        Assert.AreEqual(1, value);
        CollectionAssert.AreEqual(new double[] { 0, -1, 1 }, scores);
    }

    [TestMethod]
    public void Ties_of_all_classes_cost_a_margin_each()
    {
        double[] scores = [3, 3, 3];
        Assert.AreEqual(2 * 0.5, new MulticlassHingeLoss<double>(0.5).Evaluate(scores, [2], [1]));
        CollectionAssert.AreEqual(new double[] { 1, 1, -2 }, scores);
    }

    [TestMethod]
    public void The_least_margin_has_smooth_approximations() =>
        Assert.HasCount(3, new MulticlassHingeLoss<float>(float.Epsilon).SmoothApproximations);

    [TestMethod]
    public void Smooth_approximations_come_closer_from_below() =>
        Gen.Select(Gen.Double[-3, 3].Array[4], Gen.Int[0, 3], Gen.Double[0.1, 10]).Sample((scores, label, margin) =>
        {
            var hinge = new MulticlassHingeLoss<double>(margin);
            double exact = hinge.Evaluate([.. scores], [label], [1]);
            double[] smooth = [.. hinge.SmoothApproximations.Select(loss => loss.Evaluate([.. scores], [label], [1]))];
            for (int i = 1; i < smooth.Length; i++)
                Assert.IsGreaterThanOrEqualTo(smooth[i - 1] - 1e-12, smooth[i]);
            Assert.IsTrue(exact - smooth[^1] >= -1e-12 && exact - smooth[^1] <= 3 * 0.0005 * margin + 1e-12);
        });
}
