using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Hinge.Proximal;

[TestClass]
public class HingeRayTests
{
    [TestMethod]
    [DataRow(1e-8)]
    [DataRow(1.0)]
    [DataRow(1e8)]
    public void No_multiple_of_a_fine_grid_is_better(double unit)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var example = new NewtonExample(50, 2, 3, seed);
            NewtonObjective objective = example.Hinge(sparse: false, 1, 1, out HingeBlockLoss loss);
            var derivatives = new LossDerivatives(objective.Design, loss);
            double[] scores = NewtonExample.Normals(objective.Design.Length(3), seed, unit);
            for (int i = 0; i < 50; i++)
                scores[derivatives.Place(i, example.Labels[i])] += (0.3 + seed % 4) * unit;
            double penalty = Math.Pow(10, seed % 5 - 3) * unit * unit;
            double least = new HingeRay(objective, loss).Minimize(scores, penalty, out double scale);
            Assert.AreEqual(Plain(scale), least, 1e-9 * least);
            for (double c = 1e-12; c < 1e12; c *= 1.02)
                Assert.IsLessThanOrEqualTo(Plain(c) * (1 + 1e-5), least, $"seed {seed}, c = {c}");

            double Plain(double c)
            {
                double value = c * c * penalty;
                for (int i = 0; i < 50; i++)
                {
                    double[] s = derivatives.Of(scores, i);
                    int y = example.Labels[i];
                    value += example.Weights[i] * s.Where((_, k) => k != y).Sum(other => Math.Max(0, 1 + c * (other - s[y])));
                }

                return value;
            }
        }
    }
}
