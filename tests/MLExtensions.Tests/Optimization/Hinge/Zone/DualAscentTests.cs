using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Bounds;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

[TestClass]
public class DualAscentTests
{
    [TestMethod]
    public void Epochs_raise_the_bound_and_keep_slopes_within_bounds()
    {
        var problem = new HingeProblem(600, 12, 4, seed: 3);
        var features = (DenseMatrix)problem.Problem.Features;
        double total = problem.Problem.TotalWeight;
        float[] weights = Array.ConvertAll(problem.Weights, weight => (float)(weight / total));
        float[] penaltySlopes = Array.ConvertAll(problem.Scaling.Scale, d => (float)(2 / (d * d) / total));
        var parameters = new float[problem.Dimension];
        HingeResult result = new HingeDescent(new DescentSettings(), problem.Problem, problem.Scaling, Workers.One).Descend(1, parameters, 0, (_, _) => true);
        var nearby = new HingeRows(problem.Problem, HingeProblem.Margin, smoothing: 0.3f, Workers.One);
        nearby.Score(parameters);
        float[] slopes = nearby.Slopes();
        var bound = new HingeBound(problem.Problem, HingeProblem.Margin, Workers.One);
        double before = bound.At(slopes, 1, problem.Scaling);
        var ascent = new DualAscent(features, problem.Labels, weights, 4, HingeProblem.Margin);
        ascent.Start(Sums(problem, weights, slopes), parameters, penaltySlopes);
        int[] rows = [.. Enumerable.Range(0, 600)];
        for (int epoch = 0; epoch < 50; epoch++)
            ascent.Visit(rows, slopes, default);

        double after = bound.At(slopes, 1, problem.Scaling);
        Assert.IsGreaterThan(before, after);
        Assert.IsInRange(0.85 * result.Objective, result.Objective * (1 + 1e-6), after);
        for (int pair = 0; pair < slopes.Length; pair++)
            Assert.IsInRange(0f, pair % 4 == problem.Labels[pair / 4] ? 0f : 1f, slopes[pair]);
    }

    [TestMethod]
    public void It_can_be_cancelled()
    {
        var problem = new HingeProblem(100, 5, 3, seed: 3);
        var ascent = new DualAscent((DenseMatrix)problem.Problem.Features, problem.Labels, problem.Weights, 3, 1);
        Assert.ThrowsExactly<OperationCanceledException>(
            () => ascent.Visit([1], new float[300], new CancellationToken(canceled: true)));
    }

    private static float[] Sums(HingeProblem problem, float[] weights, float[] slopes)
    {
        int outputs = problem.Problem.Outputs;
        var factors = new float[slopes.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                factors[i * outputs + j] += weights[i] * slopes[i * outputs + j];
                factors[i * outputs + problem.Labels[i]] -= weights[i] * slopes[i * outputs + j];
            }
        }

        var sums = new float[problem.Dimension];
        new RowProducts((DenseMatrix)problem.Problem.Features, outputs, Workers.One).Sum([.. Enumerable.Range(0, weights.Length)], weights.Length, factors, sums);
        return sums;
    }
}
