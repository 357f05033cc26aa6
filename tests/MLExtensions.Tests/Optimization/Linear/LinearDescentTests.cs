using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

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
            LinearDescentResult result = new LinearDescent(new DescentSettings { Tolerance = 1e-7, LearningRate = learningRate }).Minimize(problem);
            return random.Objective(new SoftmaxLoss<double>(), 0.5, result.Model);
        }
    }

    /// <summary>So many rows that quasi-Newton steps are left out, and columns so alike that the first round of minibatches is not enough.</summary>
    [TestMethod]
    public void Over_large_data_minibatches_go_on_until_the_minimum_is_near()
    {
        const double penalty = 1e-3;
        LinearDescentResult result = new LinearDescent(new DescentSettings()).Minimize(Alike());
        Assert.AreEqual(DescentEnd.Converged, result.Outcome.End);
        Assert.IsInRange(2 * 9, 200, result.Outcome.Epochs);
        LinearDescentResult strict = new LinearDescent(new DescentSettings { Tolerance = 1e-7 }).Minimize(Alike());
        Assert.IsInRange(strict.Objective * (1 - 1e-6), strict.Objective * 1.005, result.Objective);

        static LinearProblem<int> Alike()
        {
            const int Rows = 30_000;
            var random = new Random(3);
            var features = new DenseMatrix.Builder(6);
            var targets = new int[Rows];
            for (int i = 0; i < Rows; i++)
            {
                Span<float> x = features.AddRow();
                float common = random.NextSingle();
                foreach (ref float value in x)
                    value = common + 0.01f * random.NextSingle();
                targets[i] = 100 * (x[0] - x[1]) + 0.1 * random.NextDouble() > 0 ? 1 : 0;
            }

            float[] weights = [.. Enumerable.Repeat(1f, Rows)];
            return new LinearProblem<int>(features.Build(), targets, weights, 2, new SoftmaxLoss<float>(), penalty);
        }
    }
}
