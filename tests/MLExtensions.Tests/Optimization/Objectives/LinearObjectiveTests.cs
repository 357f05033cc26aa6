using System.Numerics.Tensors;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Tests.Optimization.Linear;

namespace MLExtensions.Tests.Optimization.Objectives;

[TestClass]
public class LinearObjectiveTests
{
    private const double Lambda = 0.3;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Conditioned_objective_is_the_user_s_objective_of_the_model_folded_back(bool sparse)
    {
        var random = new RandomProblem(300, seed: 1);
        LinearObjective<int> objective = Create(random, sparse, new SoftmaxLoss<float>());
        float[] parameters = Parameters(objective);
        double value = objective.Evaluate(parameters, new float[objective.Dimension]);
        double expected = random.Objective(new SoftmaxLoss<double>(), Lambda, objective.ToModel(parameters));
        Assert.AreEqual(expected, value * random.Weights.Sum(w => (double)w), 1e-5 * expected);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Gradient_is_that_of_central_differences(bool sparse)
    {
        LinearObjective<int> objective = Create(new RandomProblem(300, seed: 2), sparse, new SoftmaxLoss<float>());
        double[] parameters = Array.ConvertAll(Parameters(objective), value => (double)value);

        // Features and scores are in single precision, so that ε has to be large and the agreement cannot be perfect.
        GradientCheckResult result = GradientCheck.Run(Evaluate, parameters, epsilon: 1e-2);
        Assert.IsLessThan(1e-3, result.RelativeError);

        double Evaluate(ReadOnlySpan<double> x, Span<double> gradient)
        {
            float[] single = new float[x.Length];
            double value = objective.Evaluate(Array.ConvertAll(x.ToArray(), entry => (float)entry), single);
            TensorPrimitives.ConvertChecked<float, double>(single, gradient);
            return value;
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Batch_gradients_of_an_epoch_average_to_the_whole_gradient(bool sparse)
    {
        var random = new RandomProblem(120, seed: 3);
        LinearObjective<int> objective = Create(random, sparse, new MulticlassHingeLoss<float>(1));
        float[] parameters = Parameters(objective);
        double[] average = new double[objective.Dimension];
        double loss = 0;
        const int BatchSize = 8;
        for (int start = 0; start < 120; start += BatchSize)
        {
            int[] batch = [.. Enumerable.Range(start, BatchSize)];
            int[] blocks = objective.TrySelectBlocks(batch, out ReadOnlySpan<int> selected)
                ? selected.ToArray()
                : [.. Enumerable.Range(0, objective.Dimension / objective.BlockSize)];
            int[] places = [.. blocks.SelectMany(block => Enumerable.Range(block * objective.BlockSize, objective.BlockSize))];
            float[] gradient = new float[places.Length];
            loss += objective.EstimateGradient(batch, Array.ConvertAll(places, place => parameters[place]), gradient) * BatchSize / 120;
            for (int i = 0; i < places.Length; i++)
                average[places[i]] += (double)gradient[i] * BatchSize / 120;
        }

        float[] whole = new float[objective.Dimension];
        double value = objective.Evaluate(parameters, whole);
        Assert.AreEqual(value, loss + objective.Penalty(parameters), 1e-5 * value);
        for (int i = 0; i < whole.Length; i++)
        {
            // A column that no row holds has no part in any batch, and keeps its weight of 0.
            bool held = !sparse || i / objective.BlockSize != random.Columns - 1;
            Assert.AreEqual(held ? whole[i] : 0, average[i], 1e-5, $"parameter {i}");
        }
    }

    [TestMethod]
    public void A_sparse_batch_selects_the_columns_it_holds_and_the_biases_last()
    {
        var random = new RandomProblem(50, seed: 4);
        LinearObjective<int> objective = Create(random, sparse: true, new SoftmaxLoss<float>());
        for (int row = 0; row < 50; row++)
        {
            Assert.IsTrue(objective.TrySelectBlocks([row, row], out ReadOnlySpan<int> blocks));
            int[] held = [.. Enumerable.Range(0, random.Columns).Where(f => random.Features[row][f] != 0)];
            CollectionAssert.AreEqual((int[])[.. held, random.Columns], blocks.ToArray());
        }
    }

    private static LinearObjective<int> Create(RandomProblem random, bool sparse, ILoss<float, int> loss)
    {
        LinearProblem<int> problem = sparse ? random.Sparse(loss, Lambda) : random.Dense(loss, Lambda);
        return LinearObjective<int>.Create(problem, ColumnScaling.Apply(problem.Features, problem.Weights, penaltyOverCurvature: 0.01));
    }

    private static float[] Parameters(LinearObjective<int> objective)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, objective.Dimension).Select(_ => random.NextSingle() - 0.5f)];
    }
}
