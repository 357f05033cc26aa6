using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Tests.Trainers.Invariants;

namespace MLExtensions.Tests.Optimization.Hinge.Proximal;

[TestClass]
public class HingeDualTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void No_slopes_bound_above_the_minimum(bool sparse)
    {
        int positive = 0;
        for (int seed = 0; seed < 24; seed++)
        {
            int classes = 2 + seed % 3;
            var example = new NewtonExample(20 + seed, 4, classes, seed);
            double lambda = Math.Pow(10, seed % 5 - 2);
            var optimum = new Optimum(NewtonDescentTests.Of(example, LinearTrainer.Svm, (float)lambda, sparse));
            NewtonObjective objective = example.Hinge(sparse, (float)lambda, smoothing: Math.Pow(10, seed % 3 - 1), out HingeBlockLoss loss);
            var dual = new HingeDual(objective, loss);
            foreach (double size in new[] { 0.01, 1, 100 })
            {
                double[] scores = NewtonExample.Normals(objective.Design.Length(classes), seed, size);
                objective.Evaluate(scores, new double[scores.Length]);
                double bound = dual.Evaluate();
                Assert.IsInRange(0, optimum.Value * (1 + 1e-9), bound);
                positive += bound > 0 ? 1 : 0;
            }
        }

        Assert.IsGreaterThan(50, positive);
    }

    [TestMethod]
    public void Where_the_smoothed_loss_is_least_the_bound_is_near()
    {
        var example = new NewtonExample(100, 4, 3, seed: 1);
        NewtonObjective objective = example.Hinge(sparse: false, 1, smoothing: 1e-3, out HingeBlockLoss loss);
        var descent = new NewtonDescent(objective);
        descent.Minimize(new double[objective.Dimension], (value, _) => 1e-9 * value);
        var optimum = new Optimum(NewtonDescentTests.Of(example, LinearTrainer.Svm, 1, sparse: false));
        Assert.AreEqual(optimum.Value, new HingeDual(objective, loss).Evaluate(), 1e-2 * optimum.Value);
    }
}
