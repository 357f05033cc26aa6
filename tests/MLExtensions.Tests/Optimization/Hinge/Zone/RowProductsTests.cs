using MLExtensions.Matrices;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

[TestClass]
public class RowProductsTests
{
    private const int Outputs = 3;

    [TestMethod]
    [DataRow(1)]
    [DataRow(63)]
    [DataRow(700)]
    public void Scores_and_sums_are_those_of_plain_loops(int count)
    {
        var problem = new HingeProblem(1_000, 21, Outputs, seed: 1);
        var features = (DenseMatrix)problem.Problem.Features;
        int[] rows = [.. Enumerable.Range(0, count).Select(i => i * 7 % 1_000)];
        float[] parameters = problem.RandomParameters(2, 1);
        float[] factors = problem.RandomSlopes(3)[..(count * Outputs)];
        var scores = new float[count * Outputs];
        var sums = new float[problem.Dimension];
        var products = new RowProducts(features, Outputs, Workers.One);

        products.Score(rows, count, parameters, scores);
        products.Sum(rows, count, factors, sums);

        var expected = new double[problem.Dimension];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < Outputs; k++)
            {
                double score = parameters[Outputs * 21 + k];
                expected[Outputs * 21 + k] += factors[i * Outputs + k];
                for (int f = 0; f < 21; f++)
                {
                    score += (double)parameters[k * 21 + f] * features.Row(rows[i])[f];
                    expected[k * 21 + f] += (double)factors[i * Outputs + k] * features.Row(rows[i])[f];
                }

                Assert.AreEqual(score, scores[i * Outputs + k], 1e-4);
            }
        }

        for (int i = 0; i < sums.Length; i++)
            Assert.AreEqual(expected[i], sums[i], 1e-3);
    }
}
