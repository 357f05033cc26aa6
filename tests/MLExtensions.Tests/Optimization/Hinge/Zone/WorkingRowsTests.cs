using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

[TestClass]
public class WorkingRowsTests
{
    private const float Smoothing = 0.2f;
    private const int Classes = 4;

    [TestMethod]
    public void The_gradient_is_that_of_all_rows_though_some_do_not_work()
    {
        var problem = new HingeProblem(900, 10, Classes, seed: 2);
        float[] parameters = problem.RandomParameters(7, 1.5f);
        var rows = new HingeRows(problem.Problem, HingeProblem.Margin, Smoothing, Workers.One);
        rows.Score(parameters);
        var working = new WorkingRows(rows);
        working.Select();
        Assert.IsInRange(50, 850, working.Count);
        var gradient = new float[problem.Dimension];
        working.Gradient(gradient);
        AssertGradient(problem, parameters, multipliers: 0, gradient);
    }

    [TestMethod]
    public void After_steps_and_handing_back_all_rows_are_where_the_parameters_are()
    {
        var problem = new HingeProblem(900, 10, Classes, seed: 2);
        float[] parameters = problem.RandomParameters(7, 1.5f);
        float[] direction = problem.RandomParameters(8, 0.3f);
        var rows = new HingeRows(problem.Problem, HingeProblem.Margin, Smoothing, Workers.One);
        rows.SetMultipliers(0.25f);
        rows.Score(parameters);
        var working = new WorkingRows(rows);
        working.Select();
        working.Head(direction);
        working.Pairs.Move(0.5);
        float[] moved = [.. parameters.Zip(direction, (x, d) => x + 0.5f * d)];
        working.HandBack(moved);
        rows.Pairs.Move(1);
        float[] reached = [.. rows.Pairs.Violations];
        working.Select();
        var gradient = new float[problem.Dimension];
        working.Gradient(gradient);

        AssertGradient(problem, moved, 0.25f, gradient);
        rows.Score(moved);
        for (int pair = 0; pair < reached.Length; pair++)
            Assert.AreEqual(rows.Pairs.Violations[pair], reached[pair], 1e-3f);
    }

    [TestMethod]
    public void Moving_the_multipliers_keeps_violations_and_takes_the_slopes()
    {
        var problem = new HingeProblem(200, 6, Classes, seed: 2);
        float[] parameters = problem.RandomParameters(7, 0.2f);
        var rows = new HingeRows(problem.Problem, HingeProblem.Margin, 1, Workers.One);
        rows.Score(parameters);
        double loss = rows.Loss();
        float[] slopes = [.. rows.Slopes()];
        rows.MoveMultipliers();
        Assert.AreEqual(loss, rows.Loss(), 1e-5);
        for (int i = 0; i < 200; i++)
            for (int j = 0; j < Classes; j++)
                Assert.AreEqual(j == problem.Labels[i] ? 0 : slopes[i * Classes + j], rows.Multipliers(i)[j]);
        Assert.AreEqual(
            problem.Objective(problem.Model(parameters)) / problem.Problem.TotalWeight,
            loss + LinearPenalty(problem, parameters),
            1e-4);
    }

    private static double LinearPenalty(HingeProblem problem, float[] parameters) =>
        problem.Problem.L2Regularization / problem.Problem.TotalWeight
        * problem.Model(parameters).Weights.Sum(row => row.Sum(w => (double)w * w));

    /// <summary>Σᵢ wᵢ/Σw clip((v + δu)/δ) (eⱼ − e_y) xᵢᵀ.</summary>
    private static void AssertGradient(HingeProblem problem, float[] parameters, double multipliers, float[] gradient)
    {
        int columns = problem.Problem.Features.Columns;
        var expected = new double[problem.Dimension];
        var x = new double[columns];
        for (int i = 0; i < problem.Labels.Length; i++)
        {
            problem.Problem.Features.CopyRow(i, x);
            double[] s = [.. Enumerable.Range(0, Classes).Select(k => parameters[Classes * columns + k] + x.Select((value, f) => value * parameters[k * columns + f]).Sum())];
            int y = problem.Labels[i];
            for (int j = 0; j < Classes; j++)
            {
                double slope = j == y ? 0 : Math.Clamp((HingeProblem.Margin + s[j] - s[y]) / Smoothing + multipliers, 0, 1);
                slope *= problem.Weights[i] / problem.Problem.TotalWeight;
                for (int f = 0; f < columns; f++)
                {
                    expected[j * columns + f] += slope * x[f];
                    expected[y * columns + f] -= slope * x[f];
                }

                expected[Classes * columns + j] += slope;
                expected[Classes * columns + y] -= slope;
            }
        }

        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], gradient[i], 2e-5);
    }
}
