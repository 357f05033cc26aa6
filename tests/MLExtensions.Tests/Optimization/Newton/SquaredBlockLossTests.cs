using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Newton;

[TestClass]
public class SquaredBlockLossTests
{
    [TestMethod]
    public void Values_and_derivatives_are_those_of_squares()
    {
        var example = new NewtonExample(70, 2, 1, seed: 1);
        DesignMatrix design = example.Design(sparse: false);
        var loss = new SquaredBlockLoss(design, example.Targets, example.Weights);
        var derivatives = new LossDerivatives(design, loss);
        double[] scores = NewtonExample.Normals(design.Length(1), seed: 3);
        var slopes = new double[scores.Length];
        double value = derivatives.Evaluate(scores, slopes);
        double expected = Enumerable.Range(0, 70).Sum(i => example.Weights[i] * Math.Pow(scores[derivatives.Place(i, 0)] - example.Targets[i], 2));
        Assert.AreEqual(expected, value, 1e-12 * expected);
        derivatives.AssertDerivatives(scores, 1e-8);
        derivatives.AssertCurvatures(1e-15);
        derivatives.AssertPaddingCountsForNothing(scores);
        CollectionAssert.AreEqual(Enumerable.Range(0, 70).ToArray(), loss.ActiveRows());
    }
}
