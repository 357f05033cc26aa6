using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Tests.Optimization.Linear;

[TestClass]
public class LinearDescentTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Minibatch_steps_that_diverge_do_not_keep_it_from_the_minimum(bool sparse)
    {
        var random = new RandomProblem(200, seed: 7);
        double expected = Reach(learningRate: null);
        Assert.AreEqual(expected, Reach(learningRate: 1e38), 1e-4 * expected);

        double Reach(double? learningRate)
        {
            LinearProblem<int> problem = sparse ? random.Sparse(new SoftmaxLoss<float>(), 0.5) : random.Dense(new SoftmaxLoss<float>(), 0.5);
            LinearDescentResult result = new LinearDescent { Tolerance = 1e-7, LearningRate = learningRate }.Minimize(problem);
            return random.Objective(new SoftmaxLoss<double>(), 0.5, result.Model);
        }
    }
}
