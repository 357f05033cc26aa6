using MLExtensions.Algebra;
using MLExtensions.Matrices;
using MLExtensions.Optimization.LeastSquares;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.LeastSquares;

/// <summary>The closed form is what fitting n times, each time without one example, gives.</summary>
[TestClass]
public class LeaveOneOutTests
{
    [TestMethod]
    [DataRow(30, 4, false)]
    [DataRow(30, 4, true)]
    [DataRow(12, 25, false)]
    [DataRow(12, 25, true)]
    [DataRow(20, 19, false)]
    [DataRow(20, 20, false)]
    public void Errors_are_those_of_fitting_without_each_example(int rows, int columns, bool collinear)
    {
        double[] lambdas = [0, 1e-3, 1, 1000];
        var random = new Random(1);
        float[][] x = [.. Enumerable.Range(0, rows).Select(_ => Numbers(random, columns))];
        if (collinear)
            foreach (float[] row in x)
                row[1] = 2 * row[0];
        float[] y = Numbers(random, rows);
        float[] weights = [.. Enumerable.Range(0, rows).Select(_ => 0.5f + random.NextSingle())];

        LeaveOneOutErrors[] actual = new LeaveOneOut(Examples(x, y, weights), Workers.One).Evaluate(lambdas, default);

        for (int l = 0; l < lambdas.Length; l++)
        {
            double expected = Enumerable.Range(0, rows).Sum(i => weights[i] * Square(ErrorWithout(i, lambdas[l])))
                / weights.Sum(weight => (double)weight);
            Assert.AreEqual(expected, actual[l].LeaveOneOut, 1e-6 * expected, $"λ = {lambdas[l]}");
        }

        double ErrorWithout(int i, double lambda)
        {
            CenteredExamples others = Examples(Without(x, i), Without(y, i), Without(weights, i));
            double[] w = new RidgeSystem(others, Workers.One).Solve(lambda);
            return y[i] - others.TargetMean - w.Select((weight, f) => weight * (x[i][f] - others.Means[f])).Sum();
        }
    }

    [TestMethod]
    [DataRow(8, 3)]
    [DataRow(3, 8)]
    public void Every_part_of_the_work_can_be_cancelled(int rows, int columns)
    {
        var random = new Random(1);
        var cancelled = new CancellationToken(canceled: true);
        using var stopped = new Workers(2, cancelled);
        CenteredExamples examples = Examples([.. Enumerable.Range(0, rows).Select(_ => Numbers(random, columns))], Numbers(random, rows), [.. Enumerable.Repeat(1f, rows)]);
        var leaveOneOut = new LeaveOneOut(examples, Workers.One);

        Action[] parts =
        [
            () => examples.ColumnProducts(stopped),
            () => examples.RowProducts(stopped),
            () => examples.TransposeTimes(examples.Targets, cancelled),
            () => PivotedCholesky.Of(examples.ColumnProducts(Workers.One), shift: 0, Workers.One).Columns(cancelled),
            () => leaveOneOut.Evaluate([1], cancelled),
        ];
        foreach (Action part in parts)
            Assert.AreEqual(cancelled, Assert.ThrowsExactly<OperationCanceledException>(part).CancellationToken);
    }

    private static CenteredExamples Examples(float[][] x, float[] y, float[] weights)
    {
        var builder = new DenseMatrix.Builder(x[0].Length);
        foreach (float[] row in x)
            row.CopyTo(builder.AddRow());
        return CenteredExamples.Create(builder.Build(), y, weights);
    }

    private static T[] Without<T>(T[] values, int i) => [.. values[..i], .. values[(i + 1)..]];

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(-8, 9) + 3f)];

    private static double Square(double x) => x * x;
}
