using MLExtensions.Optimization.Losses;

namespace MLExtensions.Tests.Optimization.Losses;

[TestClass]
public class SoftmaxLossTests
{
    [TestMethod]
    public void Value_and_gradient_of_an_example_worked_by_hand()
    {
        // Scores log 1, log 2, log 5: probabilities 1/8, 2/8, 5/8.
        double[] scores = [0, Math.Log(2), Math.Log(5)];
        double value = new SoftmaxLoss<double>().Evaluate(scores, [1], [2]);
        Assert.AreEqual(2 * Math.Log(4), value, 1e-14);
        Assert.AreEqual(2 * 0.125, scores[0], 1e-14);
        Assert.AreEqual(2 * (0.25 - 1), scores[1], 1e-14);
        Assert.AreEqual(2 * 0.625, scores[2], 1e-14);
    }

    [TestMethod]
    public void Large_scores_do_not_overflow()
    {
        float[] scores = [1e30f, -1e30f, 0, 88, 89, 1000];
        double value = new SoftmaxLoss<float>().Evaluate(scores, [0, 2], [1, 1]);
        Assert.AreEqual(0, value, 1e-6);
        Assert.IsTrue(scores.All(gradient => Math.Abs(gradient) < 1e-6));
    }

    [TestMethod]
    public void A_hopeless_example_costs_what_its_scores_say()
    {
        float[] scores = [0, 1000];
        double value = new SoftmaxLoss<float>().Evaluate(scores, [0], [1]);
        Assert.AreEqual(1000, value, 1e-3);
        CollectionAssert.AreEqual(new float[] { -1, 1 }, scores);
    }
}
