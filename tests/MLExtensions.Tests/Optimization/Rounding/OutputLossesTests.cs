using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Tests.Optimization.Rounding;

/// <summary>What other scores of one output change, against losses of all.</summary>
[TestClass]
public class OutputLossesTests
{
    private const int Examples = 61;

    [TestMethod]
    [DataRow(1)]
    [DataRow(30)]
    public void The_softmax_changes_as_all_of_it(int spread) =>
        AssertChange(Classes(new SoftmaxLoss<float>()), new SoftmaxLoss<double>(), spread);

    [TestMethod]
    [DataRow(1)]
    [DataRow(30)]
    public void The_hinge_changes_as_all_of_it(int spread) =>
        AssertChange(Classes(new MulticlassHingeLoss<float>(2)), new MulticlassHingeLoss<double>(2), spread);

    [TestMethod]
    public void Squared_errors_change_as_all_of_them()
    {
        var random = new Random(1);
        float[] targets = [.. Enumerable.Range(0, Examples).Select(_ => random.NextSingle())];
        AssertChange(new LinearProblem<float>(NoFeatures(), targets, Weights(), Outputs: 1, new SquaredLoss<float>(), 1), new SquaredLoss<double>(), spread: 1);
    }

    private static void AssertChange<TTarget>(LinearProblem<TTarget> problem, ILoss<double, TTarget> loss, double spread)
    {
        var random = new Random(2);
        double[][] scores = [.. Enumerable.Range(0, problem.Outputs).Select(_ => Draw())];
        OutputLosses losses = OutputLosses.Of(problem, loss, scores);
        for (int move = 0; move < 20; move++)
        {
            int output = move % problem.Outputs;
            double[] other = Draw();
            double before = Total();
            double change = losses.Sum(output, other) - losses.Sum(output, losses.Scores[output]);
            losses.Set(output, other);
            Assert.AreEqual(Total() - before, change, 1e-12 * before);
            if (move % 7 == 6)
                losses.Refresh();
        }

        double[] Draw()
        {
            var drawn = new double[OutputLosses.Length(Examples)];
            for (int i = 0; i < Examples; i++)
                drawn[i] = spread * (random.NextDouble() - 0.5);
            return drawn;
        }

        double Total()
        {
            double[] all = [.. Enumerable.Range(0, Examples).SelectMany(i => losses.Scores.Select(ofOutput => ofOutput[i]))];
            return loss.Evaluate(all, problem.Targets, Array.ConvertAll(problem.Weights, weight => (double)weight));
        }
    }

    private static LinearProblem<int> Classes(ILoss<float, int> loss) =>
        new(NoFeatures(), [.. Enumerable.Range(0, Examples).Select(i => i * i % 4)], Weights(), Outputs: 4, loss, 1);

    private static DenseMatrix NoFeatures() => DenseMatrix.Of(new float[Examples], Examples, 1);

    private static float[] Weights() => [.. Enumerable.Range(0, Examples).Select(i => 0.5f + i % 3)];
}
