using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Bounds;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Tests.Optimization.Hinge.Zone;
using MLExtensions.Tests.Optimization.Linear;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Bounds;

[TestClass]
public class HingeBoundTests
{
    private static IEnumerable<int> Seeds => Enumerable.Range(0, 40);

    [TestMethod]
    public void No_slopes_bound_above_the_objective_of_any_model()
    {
        foreach (int seed in Seeds)
        {
            HingeProblem problem = Random(seed);
            double least = new[] { 0f, 0.001f, 0.01f, 0.1f, 1f }.Min(size => problem.Objective(problem.Model(problem.RandomParameters(seed, size))));
            least = Math.Min(least, problem.Objective(Minimum(problem)));
            var bound = new HingeBound(problem.Problem, HingeProblem.Margin, Workers.One);
            Assert.IsInRange(0, least * (1 + 1e-6), bound.At(problem.RandomSlopes(seed), problem.Problem.L2Regularization, problem.Scaling));
        }
    }

    [TestMethod]
    public void The_gap_of_any_model_is_not_below_the_distance_to_the_minimum()
    {
        double shares = 0;
        foreach (int seed in Seeds)
        {
            HingeProblem problem = Random(seed);
            LinearModel minimum = Minimum(problem);
            double least = problem.Objective(minimum);
            foreach (LinearModel model in new[] { minimum, problem.Model(problem.RandomParameters(seed, 0.02f)), problem.Model(new float[problem.Dimension]) })
            {
                var certificate = HingeGap.Of(problem.Problem, problem.Scaling, HingeProblem.Margin, model, Workers.One);
                double value = problem.Objective(model);
                Assert.AreEqual(value, certificate.Objective, 1e-4 * value);
                Assert.IsInRange(value - least - 1e-4 * value, value * (1 + 1e-4), certificate.Gap);
            }

            var ofMinimum = HingeGap.Of(problem.Problem, problem.Scaling, HingeProblem.Margin, minimum, Workers.One);
            Assert.IsLessThan(0.1 * least, ofMinimum.Gap, $"seed {seed}");
            shares += ofMinimum.Gap / least;
        }

        Assert.IsLessThan(0.02, shares / Seeds.Count());
    }

    [TestMethod]
    public void Sparse_rows_have_the_same_bound()
    {
        var random = new RandomProblem(60, seed: 5);
        var loss = new MulticlassHingeLoss<float>(1);
        LinearProblem<int> dense = random.Dense(loss, 0.3);
        LinearProblem<int> sparse = random.Sparse(loss, 0.3);
        float[] slopes = [.. Enumerable.Range(0, 60 * RandomProblem.Classes).Select(
            pair => pair % RandomProblem.Classes == random.Labels[pair / RandomProblem.Classes] ? 0 : pair % 11 / 10f)];
        ColumnScaling scaling = ColumnScaling.None(random.Columns);
        double expected = new HingeBound(dense, 1, Workers.One).At(slopes, 0.3, scaling);
        Assert.IsGreaterThan(0, expected);
        Assert.AreEqual(expected, new HingeBound(sparse, 1, Workers.One).At(slopes, 0.3, scaling), 1e-9 * expected);
    }

    [TestMethod]
    public void Without_a_penalty_or_with_an_infinite_model_there_is_no_bound()
    {
        HingeProblem problem = Random(1);
        LinearModel model = problem.Model(new float[problem.Dimension]);
        var unpenalized = HingeGap.Of(problem.Problem with { L2Regularization = 0 }, problem.Scaling, HingeProblem.Margin, model, Workers.One);
        Assert.AreEqual(double.PositiveInfinity, unpenalized.Gap);
        model.Weights[0][0] = float.NaN;
        Assert.AreEqual(double.PositiveInfinity, HingeGap.Of(problem.Problem, problem.Scaling, HingeProblem.Margin, model, Workers.One).Gap);
    }

    private static HingeProblem Random(int seed) => new(40 + 7 * seed, 3 + seed % 5, 2 + seed % 4, seed, Math.Pow(10, seed % 5 - 2));

    /// <summary>By the quasi-Newton steps over narrower and narrower smoothings, which know nothing of the dual.</summary>
    private static LinearModel Minimum(HingeProblem problem)
    {
        var parameters = new float[problem.Dimension];
        new QuasiNewtonPhase<int>(new DescentSettings(), problem.Problem, problem.Scaling, 1e-9, Workers.One).Descend(parameters, 0, (_, _) => true);
        return problem.Model(parameters);
    }
}
