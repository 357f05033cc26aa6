using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Trainers.Invariants;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Newton;

/// <summary>Against the minimum that an independent solver finds.</summary>
[TestClass]
public class NewtonDescentTests
{
    private static readonly int[] _powers = [-12, -9, -6, -3, 0, 3, 6, 9, 12];

    [TestMethod]
    [DataRow(LinearTrainer.Softmax)]
    [DataRow(LinearTrainer.RidgeDescent)]
    public void The_minimum_is_reached_to_nine_digits(LinearTrainer trainer) => Property.Holds(72, firstSeed: 100, seed => Draw(trainer, seed), problem =>
    {
        var optimum = new Optimum(problem);
        Assert.AreEqual(DescentEnd.Converged, Minimize(problem, Workers.One, out PlainModel model, out double value));
        double rounding = 1e-9 * optimum.Value + 1e-13 * optimum.AtZero;
        return
        [
            new Miss("F − F*", problem.Objective(model) - optimum.Value, rounding),
            new Miss("bound − F", optimum.LowerBound - problem.Objective(model), 1e-6 * optimum.Value + 1e-13 * optimum.AtZero),
            new Miss("F that is said", Math.Abs(value - problem.Objective(model)), 1e-10 * optimum.Value + 1e-13 * optimum.AtZero),
        ];
    });

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Without_a_penalty_separable_classes_come_to_next_to_nothing(bool sparse)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            // More columns than rows.
            var example = new NewtonExample(12, 20, 2 + seed % 3, seed);
            InvariantProblem problem = Of(example, LinearTrainer.Softmax, 0, sparse);
            Minimize(problem, Workers.One, out PlainModel model, out _);
            double start = example.Weights.Sum(weight => (double)weight) * Math.Log(example.Classes);
            Assert.IsLessThanOrEqualTo(1e-12 * start, problem.Objective(model), $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Without_a_penalty_the_gradient_vanishes_where_classes_overlap(bool sparse)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var example = new NewtonExample(200, 4, 2 + seed % 3, seed);
            InvariantProblem problem = Of(example, LinearTrainer.Softmax, 0, sparse);
            Assert.AreEqual(DescentEnd.Converged, Minimize(problem, Workers.One, out PlainModel model, out double value));

            // A penalty that costs next to nothing has a minimum that is known.
            var optimum = new Optimum(problem with { Lambda = 1e-12f });
            Assert.AreEqual(optimum.Value, value, 1e-9 * optimum.Value);
            Assert.AreEqual(value, problem.Objective(model), 1e-12 * value);
        }
    }

    /// <summary>One of hundreds of rows may be all that the curvature of a direction is due to.</summary>
    [TestMethod]
    public void Rows_of_little_curvature_are_not_left_out_for_good()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var example = new NewtonExample(40, 60, 3, seed);
            float[][] rows = [.. example.Features, example.Features[0], example.Features[1]];
            int[] labels = [.. example.Labels, 1, 2];
            var problem = new InvariantProblem(LinearTrainer.Softmax, rows, labels, [], [.. rows.Select(_ => 1f)], 3, 1e-12f, seed % 2 == 0, "");
            Assert.AreEqual(DescentEnd.Converged, Minimize(problem, Workers.One, out PlainModel model, out _));
            double least = new Optimum(problem).Value;
            Assert.AreEqual(least, problem.Objective(model), 1e-9 * least, $"seed {seed}");
        }
    }

    /// <summary>Where losses saturate slopes are flat beyond the minimum along a step, and say little about how far to go back.</summary>
    [TestMethod]
    [DataRow(5393, 1e-8)]
    [DataRow(8243, 1e-11)]
    [DataRow(11063, 1e-5)]
    [DataRow(14279, 0.01)]
    [DataRow(14759, 1e-7)]
    public void Steps_that_are_far_too_long_are_shortened(int seed, double lambda)
    {
        InvariantProblem problem = InvariantProblems.Draw(LinearTrainer.Softmax, seed) with { Lambda = (float)lambda };
        var optimum = new Optimum(problem);
        Assert.AreEqual(DescentEnd.Converged, Minimize(problem, Workers.One, out PlainModel model, out _));
        Assert.AreEqual(optimum.Value, problem.Objective(model), 1e-9 * optimum.Value + 1e-13 * optimum.AtZero);
    }

    [TestMethod]
    public void At_the_minimum_it_ends_at_once()
    {
        NewtonObjective objective = new NewtonExample(10, 3, 1, seed: 2).Softmax(sparse: false, 1);
        var parameters = new double[objective.Dimension];
        Assert.AreEqual(DescentEnd.Converged, new NewtonDescent(objective).Minimize(parameters, (_, _) => 0));
        Assert.IsTrue(parameters.All(parameter => parameter == 0));
    }

    [TestMethod]
    public void Threads_do_not_change_a_bit()
    {
        InvariantProblem problem = Of(new NewtonExample(6_000, 40, 3, seed: 2), LinearTrainer.Softmax, 1e-3f, sparse: false);
        double? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            using var workers = new Workers(threads);
            Minimize(problem, workers, out _, out double value);
            Assert.AreEqual(expected ??= value, value);
        }
    }

    [TestMethod]
    public void It_ends_when_it_is_told_to()
    {
        var example = new NewtonExample(300, 10, 3, seed: 2);
        NewtonObjective objective = example.Softmax(sparse: false, 1e-6);
        var parameters = new double[objective.Dimension];
        Assert.AreEqual(DescentEnd.TimedOut, new NewtonDescent(objective) { Deadline = new Deadline(TimeSpan.Zero) }.Minimize(parameters, Never));
        Assert.AreEqual(DescentEnd.Exhausted, new NewtonDescent(objective) { MostPasses = 1 }.Minimize(parameters, Never));
        var reports = new List<EpochReport>();
        var descent = new NewtonDescent(objective) { OnStep = report => AddUpTo(reports, report, 3) };
        Assert.AreEqual(DescentEnd.Stopped, descent.Minimize(parameters, Never));
        Assert.HasCount(3, reports);
        Assert.AreEqual(descent.Value, reports[^1].Objective);
        Assert.IsTrue(reports[0].Objective > reports[1].Objective && reports[1].Objective > reports[2].Objective);
        using var source = new CancellationTokenSource();
        using var workers = new Workers(1, source.Token);
        NewtonObjective cancelled = example.Softmax(sparse: false, 1e-6, workers);
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => new NewtonDescent(cancelled).Minimize(parameters, Never));

        static double Never(double value, double first) => 0;
    }

    [TestMethod]
    public void Steps_stay_in_the_span_of_the_rows()
    {
        foreach (double lambda in new[] { 1e-9, 1e-3, 1e3 })
        {
            InvariantProblem problem = Of(new NewtonExample(10, 60, 3, seed: 2), LinearTrainer.Softmax, (float)lambda, sparse: false);
            Minimize(problem, Workers.One, out PlainModel model, out _);
            var space = new MLExtensions.Tests.Trainers.Invariants.RowSpace(problem.Rows, problem.Weights);
            foreach (double[] w in model.Weights)
                Assert.IsLessThan(1e-9 * Math.Sqrt(model.SquaredNorm()), Math.Sqrt(space.Outside(w).Sum(value => value * value)), $"λ = {lambda}");
        }
    }

    internal static InvariantProblem Of(NewtonExample example, LinearTrainer trainer, float lambda, bool sparse) =>
        new(trainer, example.Features, example.Labels, [], example.Weights, example.Classes, lambda, sparse, "");

    private static bool AddUpTo(List<EpochReport> reports, EpochReport report, int most)
    {
        reports.Add(report);
        return reports.Count < most;
    }

    /// <summary>λ from 1e-12 to 1e12, for features of mean square 1.</summary>
    private static InvariantProblem Draw(LinearTrainer trainer, int seed)
    {
        InvariantProblem problem = InvariantProblems.Draw(trainer, seed);
        return problem with { Lambda = (float)Math.Pow(10, _powers[seed / 6 % _powers.Length]) };
    }

    private static DescentEnd Minimize(InvariantProblem problem, Workers workers, out PlainModel model, out double value)
    {
        DesignMatrix design = DesignMatrix.Of(NewtonExample.Matrix(problem.Rows, problem.Sparse), workers);
        BlockLoss loss = problem.IsRegression
            ? new SquaredBlockLoss(design, problem.Targets, problem.Weights)
            : new SoftmaxBlockLoss(design, problem.Labels, problem.Classes, problem.Weights);
        var objective = new NewtonObjective(design, loss, problem.Lambda, workers);
        var descent = new NewtonDescent(objective) { IsProven = true };
        var parameters = new double[objective.Dimension];
        DescentEnd end = descent.Minimize(parameters, (f, _) => 1e-13 * f);
        value = descent.Value;
        design.Uncenter(parameters, objective.Outputs);
        model = ToModel(parameters, objective);
        return end;
    }

    internal static PlainModel ToModel(double[] parameters, NewtonObjective objective)
    {
        int columns = objective.Design.Columns;
        return new PlainModel(
            [.. Enumerable.Range(0, objective.Outputs).Select(k => parameters.AsSpan(k * columns, columns).ToArray())],
            parameters.AsSpan(objective.Weights).ToArray());
    }
}
