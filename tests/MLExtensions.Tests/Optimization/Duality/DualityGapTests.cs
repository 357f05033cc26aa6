using CsCheck;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.LeastSquares;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Duality;

[TestClass]
public class DualityGapTests
{
    /// <summary>What single precision of the features does to an objective.</summary>
    private const double Rounding = 1e-4;

    [TestMethod]
    public void Softmax_bound_is_above_the_distance_to_the_minimum_and_close_to_it() => GapProblem.Random.Sample(
        problem => AssertBounds(problem, problem.ClassModel, SoftmaxMinimum(problem)), iter: 300);

    [TestMethod]
    public void Squared_bound_is_above_the_distance_to_the_minimum_and_close_to_it() => GapProblem.Random.Sample(
        problem => AssertBounds(problem, problem.NumberModel, RidgeMinimum(problem)), iter: 500);

    [TestMethod]
    public void At_the_minimum_the_bound_is_nearly_zero()
    {
        int loose = 0;
        GapProblem.Random.Sample(
            problem =>
            {
                // Neither comes to the last digits: the bias of the class that has no example is on its way to −∞.
                double totalWeight = problem.Weights.Sum();
                LinearModel softmax = SoftmaxMinimum(problem);
                double bound = problem.Bound(softmax);
                Assert.IsInRange(0, problem.Objective(softmax) + 1e-3 * totalWeight, bound);
                if (bound > 0.011 * problem.Objective(softmax) + 1e-3 * totalWeight)
                    Interlocked.Increment(ref loose);
                LinearModel ridge = RidgeMinimum(problem);
                double[][] weights = [new RidgeSystem(Center(problem), Workers.One).Solve(problem.Lambda)];

                // What the rounding of rescaled features leaves of it.
                Assert.IsInRange(0, 3e-5 * problem.Objective(ridge) + 1e-6 * totalWeight, problem.Bound(ridge, weights));
            },
            iter: 100);

        // One problem in some thousands, of columns that hold a single entry each, leaves Newton's method without a step that helps.
        Assert.IsLessThanOrEqualTo(2, loose);
    }

    [TestMethod]
    public void It_is_the_primal_less_the_dual_of_the_softmax() => GapProblem.Random.Sample(problem =>
    {
        (PrecisePoint point, double gap) = Solve(problem, problem.OfClasses(), new SoftmaxLoss<double>(), problem.ClassModel);
        double primal = problem.Lambda * point.Weights.Sum(row => row.Sum(w => w * w));
        double dual = 0;
        double[][] slopes = new double[problem.Rows.Length][];
        for (int i = 0; i < slopes.Length; i++)
        {
            double[] scores = [.. point.Weights.Select((w, k) => point.Biases[k] + w.Zip(problem.Rows[i], (a, x) => a * x).Sum())];
            double max = scores.Max();
            double logSum = max + Math.Log(scores.Sum(s => Math.Exp(s - max)));
            double[] p = Array.ConvertAll(scores, s => Math.Exp(s - logSum));
            primal += problem.Weights[i] * (logSum - scores[problem.Labels[i]]);
            dual -= problem.Weights[i] * p.Sum(share => share > 0 ? share * Math.Log(share) : 0);
            slopes[i] = [.. p.Select((share, k) => problem.Weights[i] * (share - (k == problem.Labels[i] ? 1 : 0)))];
        }

        AssertDual(problem, slopes, primal, dual, gap);
    });

    [TestMethod]
    public void It_is_the_primal_less_the_dual_of_the_squared_loss() => GapProblem.Random.Sample(problem =>
    {
        (PrecisePoint point, double gap) = Solve(problem, problem.OfNumbers(), new SquaredLoss<double>(), problem.NumberModel);
        double primal = problem.Lambda * point.Weights[0].Sum(w => w * w);
        double dual = 0;
        double[][] slopes = new double[problem.Rows.Length][];
        for (int i = 0; i < slopes.Length; i++)
        {
            double error = point.Biases[0] + point.Weights[0].Zip(problem.Rows[i], (w, x) => w * x).Sum() - problem.Numbers[i];
            double slope = 2 * problem.Weights[i] * error;
            primal += problem.Weights[i] * error * error;
            dual -= slope * slope / (4 * problem.Weights[i]) + slope * problem.Numbers[i];
            slopes[i] = [slope];
        }

        AssertDual(problem, slopes, primal, dual, gap);
    });

    [TestMethod]
    public void A_weight_of_a_constant_column_counts()
    {
        GapProblem.Random.Sample(
            random =>
            {
                GapProblem problem = random with { Sparse = false, Rows = Array.ConvertAll(random.Rows, row => (float[])[.. row[..^1], 100]) };
                foreach (LinearModel model in new[] { problem.ClassModel, problem.NumberModel })
                {
                    double scaled = (problem with { Scaled = true }).Bound(model);
                    double unscaled = (problem with { Scaled = false }).Bound(model);

                    // Each is within a hundredth of F of the truth.
                    Assert.AreEqual(unscaled, scaled, (0.01 + Rounding) * problem.Objective(model));
                }
            },
            iter: 200);
    }

    [TestMethod]
    public void Without_a_penalty_or_with_an_infinite_model_there_is_no_bound()
    {
        GapProblem problem = GapProblem.Random.Array[1].Single()[0];
        Assert.AreEqual(double.PositiveInfinity, (problem with { Lambda = 0 }).Bound(problem.ClassModel));
        LinearModel model = problem.ClassModel;
        foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            model.Biases[problem.Labels[0]] = value;
            Assert.AreEqual(double.PositiveInfinity, problem.Bound(model));
        }
    }

    [TestMethod]
    public void Extreme_models_and_penalties_have_a_bound_and_no_NaN() =>
        Gen.Select(GapProblem.Random, Gen.OneOf(1e-40f, 1f, 1e6f, 1e30f), Gen.OneOf(1e-320, 1e-300, 1e-20, 1, 1e20)).Sample(
            (random, size, lambda) =>
            {
                GapProblem problem = random with { Lambda = lambda };
                foreach (LinearModel model in new[] { problem.ClassModel, problem.NumberModel })
                {
                    foreach (float[] row in model.Weights)
                        for (int f = 0; f < row.Length; f++)
                            row[f] *= size;
                    Assert.IsInRange(0, double.MaxValue, problem.Bound(model));
                }
            },
            iter: 200);

    private static void AssertBounds(GapProblem problem, LinearModel model, LinearModel minimum)
    {
        double value = problem.Objective(model);
        double distance = value - problem.Objective(minimum);
        Assert.IsInRange(distance - Rounding * value, distance + (0.01 + Rounding) * value, problem.Bound(model));
    }

    /// <summary>θ at a model, without scaling, and F − D there.</summary>
    private static (PrecisePoint Point, double Gap) Solve<TTarget>(
        GapProblem problem, LinearProblem<TTarget> linear, ISmoothLoss<double, TTarget> loss, LinearModel model)
    {
        var objective = new PreciseObjective<TTarget>(linear, ColumnScaling.None(GapProblem.Columns), loss);
        double[][] weights = Array.ConvertAll(model.Weights, row => Array.ConvertAll(row, w => (double)w));
        var bound = new DualBound<TTarget>(objective, Workers.One);
        PrecisePoint start = objective.At(weights, Array.ConvertAll(model.Biases, b => (double)b));

        // With scores of a hundred thousand the best biases may not be found.
        if (!bound.TryStart(start))
            Assert.IsTrue(bound.TryZero());
        return (bound.Point!, bound.Gap);
    }

    private static void AssertDual(GapProblem problem, double[][] slopes, double primal, double dual, double gap)
    {
        for (int k = 0; k < slopes[0].Length; k++)
        {
            // Dual feasible: the slopes of a bias add up to 0.
            Assert.AreEqual(0, slopes.Sum(row => row[k]), 1e-8 * (1 + slopes.Sum(row => Math.Abs(row[k]))));
            for (int f = 0; f < GapProblem.Columns; f++)
                dual -= Math.Pow(problem.Rows.Zip(slopes, (x, a) => x[f] * a[k]).Sum(), 2) / (4 * problem.Lambda);
        }

        Assert.AreEqual(primal - dual, gap, 1e-9 * (1 + Math.Abs(primal) + Math.Abs(dual)));
    }

    private static LinearModel SoftmaxMinimum(GapProblem problem) =>
        new LinearDescent(new DescentSettings { Tolerance = 1e-9 }).Minimize(problem.OfClasses()).Model;

    private static LinearModel RidgeMinimum(GapProblem problem)
    {
        CenteredExamples centered = Center(problem);
        double[] w = new RidgeSystem(centered, Workers.One).Solve(problem.Lambda);
        return ModelRounding.Nearest([w], [RidgeSystem.Bias(w, centered)], centered.Means);
    }

    private static CenteredExamples Center(GapProblem problem) =>
        CenteredExamples.Create(problem.Features(), problem.Numbers, problem.Weights);
}
