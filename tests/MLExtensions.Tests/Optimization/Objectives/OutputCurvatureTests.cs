using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Tests.Optimization.Linear;

namespace MLExtensions.Tests.Optimization.Objectives;

[TestClass]
public class OutputCurvatureTests
{
    private const int Rows = 512;

    [TestMethod]
    public void Solving_undoes_the_blocks_of_the_hessian()
    {
        (LinearProblem<int> problem, DenseLinearObjective<int> objective, float[] parameters) = Problem();
        OutputCurvature curvature = OutputCurvature.At(problem, objective.PenaltySlopes, parameters);
        double[][] hessian = DifferencesOfGradients(objective, parameters);
        int columns = problem.Features.Columns;
        var random = new Random(3);
        for (int k = 0; k < problem.Outputs; k++)
        {
            int[] block = [.. Enumerable.Range(k * columns, columns), problem.Outputs * columns + k];
            var solution = new double[parameters.Length];
            foreach (int i in block)
                solution[i] = random.NextDouble() - 0.5;
            float[] v = [.. hessian.Select((row, i) => block.Contains(i) ? (float)row.Zip(solution, (a, b) => a * b).Sum() : 0)];

            curvature.Solve(v);

            for (int i = 0; i < v.Length; i++)
                Assert.AreEqual(solution[i], v[i], 0.03, $"parameter {i} of block {k}");
        }
    }

    [TestMethod]
    public void Blocks_are_for_dense_rows_that_are_many_for_their_width_and_for_losses_with_curvature()
    {
        var narrow = new RandomProblem(4 * Rows, seed: 1);
        Assert.IsTrue(OutputCurvature.IsWorthwhile(narrow.Dense(new SoftmaxLoss<float>(), 1)));
        Assert.IsFalse(OutputCurvature.IsWorthwhile(narrow.Sparse(new SoftmaxLoss<float>(), 1)));
        Assert.IsFalse(OutputCurvature.IsWorthwhile(narrow.Dense(new MulticlassHingeLoss<float>(1), 1)));
        Assert.IsFalse(OutputCurvature.IsWorthwhile(new RandomProblem(20, seed: 1).Dense(new SoftmaxLoss<float>(), 1)));
    }

    [TestMethod]
    public void Constant_columns_and_classes_without_examples_give_finite_steps()
    {
        var builder = new DenseMatrix.Builder(2);
        var targets = new int[Rows];
        for (int i = 0; i < Rows; i++)
        {
            builder.AddRow()[0] = i % 7;
            targets[i] = i % 2;
        }

        var weights = new float[Rows];
        Array.Fill(weights, 1f);
        var problem = new LinearProblem<int>(builder.Build(), targets, weights, 3, new SoftmaxLoss<float>(), 0);
        var v = new float[9];
        Array.Fill(v, 1f);

        // The score of the third class is so low that nothing of it is left.
        OutputCurvature.At(problem, new float[9], [0, 0, 0, 0, 0, 0, 0, 0, -200]).Solve(v);

        Assert.IsTrue(Array.TrueForAll(v, float.IsFinite));
    }

    private static (LinearProblem<int> Problem, DenseLinearObjective<int> Objective, float[] Parameters) Problem()
    {
        LinearProblem<int> problem = new RandomProblem(Rows, seed: 2).Dense(new SoftmaxLoss<float>(), 5);
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, problem.Weights, problem.PenaltyOverCurvature);
        var objective = new DenseLinearObjective<int>(problem, (DenseMatrix)problem.Features, scaling, workers: null, remembersGradients: false);
        var random = new Random(1);
        var parameters = new float[objective.Dimension];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = (float)(random.NextDouble() - 0.5);
        return (problem, objective, parameters);
    }

    private static double[][] DifferencesOfGradients(DenseLinearObjective<int> objective, float[] parameters)
    {
        const float Step = 0.01f;
        return [.. Enumerable.Range(0, parameters.Length).Select(i =>
        {
            float[] up = Gradient(i, Step), down = Gradient(i, -Step);
            return up.Zip(down, (a, b) => (double)(a - b) / (2 * Step)).ToArray();
        })];

        float[] Gradient(int i, float step)
        {
            var moved = (float[])parameters.Clone();
            moved[i] += step;
            var gradient = new float[parameters.Length];
            objective.Evaluate(moved, gradient);
            return gradient;
        }
    }
}
