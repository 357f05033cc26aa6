using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Tests.Trainers.Invariants;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Proximal;

/// <summary>Against the minimum that an interior point method finds and proves.</summary>
[TestClass]
public class ProximalPointsTests
{
    private const double Tolerance = 1e-4;
    private static readonly int[] _powers = [-9, -6, -4, -2, 0, 2, 4, 6, 9];

    [TestMethod]
    public void The_value_and_the_bound_enclose_the_minimum() => Property.Holds(108, firstSeed: 300, Draw, problem =>
    {
        var optimum = new Optimum(problem);
        ProximalPoints points = Minimize(problem, Tolerance, Workers.One, out PlainModel model, out DescentEnd end);
        double rounding = 1e-9 * optimum.Value + 1e-13 * optimum.AtZero;
        double value = problem.Objective(model);
        Assert.AreEqual(DescentEnd.Converged, end);
        return
        [
            new Miss("bound − F*", points.LowerBound - optimum.Value, rounding),
            new Miss("bound of F* − F", optimum.LowerBound - points.Value, rounding),
            new Miss("F − F*", value - optimum.Value, Tolerance * value + rounding),
            new Miss("gap", points.Value - points.LowerBound, Tolerance * points.Value),
            new Miss("F that is said", Math.Abs(value - points.Value), rounding),
        ];
    });

    [TestMethod]
    [DataRow(1e-8)]
    [DataRow(1e-2)]
    public void It_comes_as_near_as_it_is_told_to(double tolerance) => Property.Holds(24, firstSeed: 500, Draw, problem =>
    {
        ProximalPoints points = Minimize(problem, tolerance, Workers.One, out _, out DescentEnd end);
        Assert.AreEqual(DescentEnd.Converged, end);
        return [new Miss("gap", points.Value - points.LowerBound, tolerance * points.Value)];
    });

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Weights_may_differ_by_twelve_powers_of_ten(bool sparse)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            InvariantProblem problem = NewtonDescentTests.Of(
                new NewtonExample(60, 3 + 10 * (seed % 2), 2 + seed % 3, seed), LinearTrainer.Svm, (float)Math.Pow(10, seed % 4 - 2), sparse);
            problem = problem with { Weights = Array.ConvertAll(problem.Weights, _ => (float)Math.Pow(10, 12 * random.NextDouble() - 6)) };
            ProximalPoints points = Minimize(problem, 1e-3, Workers.One, out PlainModel model, out DescentEnd end);
            Assert.AreEqual(DescentEnd.Converged, end, $"seed {seed}");
            Assert.AreEqual(points.Value, problem.Objective(model), 1e-9 * points.Value);
            var optimum = new Optimum(problem);
            Assert.IsLessThanOrEqualTo(optimum.Value * (1 + 1e-9), points.LowerBound, $"seed {seed}");
            Assert.IsLessThanOrEqualTo(points.Value * (1 + 1e-9), optimum.LowerBound, $"seed {seed}");
        }
    }

    [TestMethod]
    public void One_row_a_class_and_rows_under_several_labels()
    {
        foreach (double lambda in new[] { 1e-9, 1e-3, 1, 1e3, 1e9 })
        {
            float[][] rows = [[1, 0, 2], [0, 3, 1], [-1, 1, 1], [1, 0, 2], [0, 3, 1]];
            foreach (int[] labels in new int[][] { [0, 1, 2, 3, 4], [0, 1, 2, 1, 0], [0, 0, 0, 0, 0], [4, 4, 4, 4, 0] })
            {
                var problem = new InvariantProblem(LinearTrainer.Svm, rows, labels, [], [1, 1, 1, 1, 2], 5, (float)lambda, false, "");
                var optimum = new Optimum(problem);
                ProximalPoints points = Minimize(problem, 1e-6, Workers.One, out PlainModel model, out DescentEnd end);
                Assert.AreEqual(DescentEnd.Converged, end, $"λ = {lambda}, labels {string.Join(' ', labels)}");
                Assert.AreEqual(optimum.Value, problem.Objective(model), 1e-6 * optimum.Value + 1e-12 * optimum.AtZero);
            }
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Without_a_penalty_it_comes_to_the_minimum_but_cannot_prove_it(bool sparse)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            InvariantProblem separable = NewtonDescentTests.Of(new NewtonExample(12, 20, 2 + seed % 3, seed), LinearTrainer.Svm, 0, sparse);
            ProximalPoints points = Minimize(separable, 1e-6, Workers.One, out PlainModel model, out DescentEnd end);
            Assert.AreEqual(DescentEnd.Converged, end);
            Assert.IsLessThan(1e-12, separable.Objective(model));

            InvariantProblem overlapping = NewtonDescentTests.Of(new NewtonExample(60, 3, 2 + seed % 2, seed), LinearTrainer.Svm, 0, sparse);
            points = Minimize(overlapping, 1e-6, Workers.One, out _, out end);
            double least = new Optimum(overlapping with { Lambda = 1e-10f }).Value;
            Assert.AreEqual(DescentEnd.Exhausted, end);
            Assert.AreEqual(0, points.LowerBound);
            Assert.AreEqual(least, points.Value, 1e-6 * least);
        }
    }

    [TestMethod]
    public void Slopes_of_a_similar_problem_save_rounds()
    {
        var example = new NewtonExample(300, 10, 3, seed: 2);
        DesignMatrix design = example.Design(sparse: false);
        var loss = new HingeBlockLoss(design, example.Labels, 3, example.Weights, margin: 1);
        var cold = new NewtonObjective(design, loss, 1, Workers.One);
        var parameters = new double[cold.Dimension];
        var first = new ProximalPoints(cold, loss);
        Assert.AreEqual(DescentEnd.Converged, first.Minimize(parameters, isWarm: false, Tolerance));
        var warm = new NewtonObjective(design, loss, 1, Workers.One);
        var second = new ProximalPoints(warm, loss);
        Assert.AreEqual(DescentEnd.Converged, second.Minimize(parameters, isWarm: true, Tolerance));
        Assert.IsLessThan(cold.Passes / 2, warm.Passes);
        Assert.AreEqual(first.Value, second.Value, 2 * Tolerance * first.Value);
    }

    [TestMethod]
    public void Threads_do_not_change_a_bit()
    {
        InvariantProblem problem = NewtonDescentTests.Of(new NewtonExample(4_000, 40, 3, seed: 2), LinearTrainer.Svm, 1, sparse: false);
        double? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            using var workers = new Workers(threads);
            ProximalPoints points = Minimize(problem, 1e-2, workers, out _, out _);
            Assert.AreEqual(expected ??= points.Value + points.LowerBound, points.Value + points.LowerBound);
        }
    }

    [TestMethod]
    public void It_ends_when_it_is_told_to()
    {
        NewtonObjective objective = new NewtonExample(300, 10, 3, seed: 2).Hinge(sparse: false, 1e-6, 1, out HingeBlockLoss loss);
        var parameters = new double[objective.Dimension];
        Assert.AreEqual(DescentEnd.TimedOut, new ProximalPoints(objective, loss) { Deadline = new Deadline(TimeSpan.Zero) }.Minimize(parameters, false, 1e-9));
        Assert.AreEqual(DescentEnd.Exhausted, new ProximalPoints(objective, loss) { MostPasses = 3 }.Minimize(parameters, false, 1e-9));
        int rounds = 0;
        Assert.AreEqual(DescentEnd.Stopped, new ProximalPoints(objective, loss) { OnRound = _ => ++rounds < 2 }.Minimize(parameters, false, 1e-9));
        Assert.AreEqual(2, rounds);
    }

    /// <summary>λ from 1e-9 to 1e9.</summary>
    private static InvariantProblem Draw(int seed) =>
        InvariantProblems.Draw(LinearTrainer.Svm, seed) with { Lambda = (float)Math.Pow(10, _powers[seed / 6 % _powers.Length]) };

    private static ProximalPoints Minimize(InvariantProblem problem, double tolerance, Workers workers, out PlainModel model, out DescentEnd end)
    {
        DesignMatrix design = DesignMatrix.Of(NewtonExample.Matrix(problem.Rows, problem.Sparse), workers);
        var loss = new HingeBlockLoss(design, problem.Labels, problem.Classes, problem.Weights, margin: 1);
        var objective = new NewtonObjective(design, loss, problem.Lambda, workers);
        var points = new ProximalPoints(objective, loss);
        var parameters = new double[objective.Dimension];
        end = points.Minimize(parameters, isWarm: false, tolerance);
        design.Uncenter(parameters, objective.Outputs);
        model = NewtonDescentTests.ToModel(parameters, objective);
        return points;
    }
}
