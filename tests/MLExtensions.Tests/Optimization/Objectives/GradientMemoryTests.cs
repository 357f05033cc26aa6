using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Tests.Optimization.Linear;

namespace MLExtensions.Tests.Optimization.Objectives;

[TestClass]
public class GradientMemoryTests
{
    private const int Rows = 120;
    private const int BatchSize = 10;

    [TestMethod]
    public void What_an_example_adds_is_the_difference_to_what_was_remembered_of_it()
    {
        var memory = new GradientMemory(examples: 2, outputs: 2, dimension: 6);
        float[] first = [1, 2];
        memory.Replace(1, first);
        CollectionAssert.AreEqual(new float[] { 1, 2 }, first);
        float[] second = [4, 1];
        memory.Replace(1, second);
        CollectionAssert.AreEqual(new float[] { 3, -1 }, second);
    }

    [TestMethod]
    public void At_rest_each_batch_gives_the_whole_gradient()
    {
        (LinearObjective<int> objective, float[] parameters, float[] whole) = Create(sparse: false);
        var gradient = new float[parameters.Length];

        // The first epoch is that of plain batches.
        double deviation = 0;
        foreach (int[] batch in Batches())
        {
            objective.EstimateGradient(batch, parameters, gradient);
            deviation = Math.Max(deviation, gradient.Zip(whole, (estimate, exact) => Math.Abs(estimate - exact)).Max());
        }

        Assert.IsGreaterThan(0.01, deviation);
        foreach (int[] batch in Batches())
        {
            objective.EstimateGradient(batch, parameters, gradient);
            for (int i = 0; i < whole.Length; i++)
                Assert.AreEqual(whole[i], gradient[i], 1e-6, $"parameter {i}");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void On_the_move_the_estimates_of_all_batches_average_to_the_whole_gradient(bool sparse)
    {
        (LinearObjective<int> objective, float[] elsewhere, _) = Create(sparse);
        float[] parameters = Array.ConvertAll(elsewhere, value => 0.5f - value);
        var whole = new float[parameters.Length];
        var average = new double[parameters.Length];
        foreach (int[] asked in Batches())
        {
            // Each batch is asked in the same state: all have been seen elsewhere, none here.
            (objective, _, _) = Create(sparse);
            foreach (int[] batch in Batches())
                Estimate(objective, batch, elsewhere, null);
            Estimate(objective, asked, parameters, average);
        }

        objective.Evaluate(parameters, whole);
        for (int i = 0; i < whole.Length; i++)
        {
            // A column that no row holds has no part in any batch, and keeps its weight of 0.
            bool held = !sparse || i / objective.BlockSize != RandomProblem.DefaultColumns - 1;
            Assert.AreEqual(held ? whole[i] : 0, average[i], 1e-5, $"parameter {i}");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Once_all_are_seen_the_gradient_is_known_without_another_pass(bool sparse)
    {
        (LinearObjective<int> objective, float[] parameters, float[] whole) = Create(sparse);
        Assert.IsNull(objective.EstimateGap(parameters));
        foreach (int[] batch in Batches())
            Estimate(objective, batch, parameters, sum: null);
        double norm = Math.Sqrt(whole.Sum(entry => (double)entry * entry));
        Assert.AreEqual(norm, objective.EstimateGap(parameters)!.Value.GradientNorm, 1e-5 * norm);
    }

    [TestMethod]
    public void The_decrease_promised_is_about_that_of_the_best_step_along_the_gradient()
    {
        (LinearObjective<int> objective, float[] parameters, float[] gradient) = Create(sparse: false);
        foreach (int[] batch in Batches())
            Estimate(objective, batch, parameters, sum: null);
        double promised = objective.EstimateGap(parameters)!.Value.Promise;
        double here = objective.MeanLoss(parameters) + objective.Penalty(parameters);
        double least = Enumerable.Range(1, 100).Min(step =>
        {
            float[] there = [.. parameters.Zip(gradient, (x, g) => x - 0.1f * step * g)];
            return objective.MeanLoss(there) + objective.Penalty(there);
        });
        Assert.IsInRange(0.3 * (here - least), 3 * (here - least), promised);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_minimum_is_no_farther_than_its_bound_where_the_biases_are_at_their_best(bool sparse)
    {
        (LinearObjective<int> objective, float[] parameters, float[] gradient) = Create(sparse);
        for (int step = 0; step < 1_000; step++)
        {
            objective.Evaluate(parameters, gradient);
            for (int k = 1; k <= objective.Rows.Count; k++)
                parameters[^k] -= gradient[^k];
        }

        foreach (int[] batch in Batches())
            Estimate(objective, batch, parameters, sum: null);
        GapEstimate gap = objective.EstimateGap(parameters)!.Value;
        double value = objective.Evaluate(parameters, gradient);
        var descent = new LimitedMemoryBfgs<float> { MaximumEvaluations = 1_000, Tolerance = 1e-9 };
        descent.Minimize(objective, parameters);
        double excess = value - objective.Evaluate(parameters, gradient);
        Assert.IsGreaterThan(excess, gap.Bound);
        Assert.IsGreaterThan(gap.Promise, gap.Bound);
    }

    private static IEnumerable<int[]> Batches() =>
        Enumerable.Range(0, Rows / BatchSize).Select(b => Enumerable.Range(b * BatchSize, BatchSize).ToArray());

    private static void Estimate(LinearObjective<int> objective, int[] batch, float[] parameters, double[]? sum)
    {
        int[] blocks = objective.TrySelectBlocks(batch, out ReadOnlySpan<int> selected)
            ? selected.ToArray()
            : [.. Enumerable.Range(0, objective.Dimension / objective.BlockSize)];
        int[] places = [.. blocks.SelectMany(block => Enumerable.Range(block * objective.BlockSize, objective.BlockSize))];
        var gradient = new float[places.Length];
        objective.EstimateGradient(batch, Array.ConvertAll(places, place => parameters[place]), gradient);
        for (int i = 0; sum is not null && i < places.Length; i++)
            sum[places[i]] += (double)gradient[i] * BatchSize / Rows;
    }

    private static (LinearObjective<int> Objective, float[] Parameters, float[] Gradient) Create(bool sparse)
    {
        var random = new RandomProblem(Rows, seed: 3);
        LinearProblem<int> problem = sparse ? random.Sparse(new SoftmaxLoss<float>(), 0.3) : random.Dense(new SoftmaxLoss<float>(), 0.3);
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, problem.Weights, penaltyOverCurvature: 0.01);
        LinearObjective<int> objective = LinearObjective<int>.Create(problem, scaling, remembersGradients: true);
        var numbers = new Random(5);
        float[] parameters = [.. Enumerable.Range(0, objective.Dimension).Select(_ => numbers.NextSingle() - 0.5f)];
        var gradient = new float[parameters.Length];
        objective.Evaluate(parameters, gradient);
        return (objective, parameters, gradient);
    }
}
