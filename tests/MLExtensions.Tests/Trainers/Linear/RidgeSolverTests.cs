using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>Descent comes down to the minimum that solving the system finds.</summary>
[TestClass]
public class RidgeSolverTests
{
    [TestMethod]
    [DataRow(0.1f)]
    [DataRow(10f)]
    [DataRow(1000f)]
    public void Descent_finds_the_solution_of_dense_data(float l2)
    {
        AssertSameMinimum(Measurements.Draw(300, 8, seed: 1), l2);
        AssertSameMinimum(Measurements.Draw(60, 80, seed: 2), l2);
        AssertSameMinimum([.. Measurements.Diabetes], l2);
    }

    [TestMethod]
    [DataRow(0.1f)]
    [DataRow(10f)]
    public void Descent_finds_the_solution_of_sparse_data(float l2) => AssertSameMinimum(
        [.. Measurements.Draw(400, 60, seed: 3).Select((row, i) => row.Map((x, f) => (i * 7 + f) % 20 == 0 ? x + 2 : 0))], l2);

    [TestMethod]
    public void Descent_reports_the_objective_in_the_user_s_units()
    {
        Measurement[] rows = Measurements.Draw(100, 4, seed: 4);
        var progress = new RecordingProgress<TrainingProgress>();
        FittedRegression model = FittedRegression.Ridge(rows, 1, options =>
        {
            options.Solver = RidgeSolver.Descent;
            options.Progress = progress;
        });
        double expected = model.Objective(rows, 1);
        Assert.AreEqual(expected, progress.Reports[^1].Objective, 0.001 * expected);
    }

    [TestMethod]
    public void What_cannot_be_solved_exactly_is_refused()
    {
        Measurement[] rows = [.. Enumerable.Range(0, 4097).Select(i => new Measurement
        {
            Label = i,
            Features = new Microsoft.ML.Data.VBuffer<float>(4097, 1, [1], [i]),
        })];
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => FittedRegression.Ridge(rows, 1, options => options.Solver = RidgeSolver.Exact));
        Assert.AreEqual("4097 rows of 4097 features are too many to be solved exactly: the smaller of the two must be at most 4096.", error.Message);
        var ml = new MLContext();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Ridge(1, options => options.Solver = (RidgeSolver)7));
    }

    private static void AssertSameMinimum(Measurement[] rows, float l2)
    {
        Measurement[] problem = [.. rows.Select(row => row with { Label = 1000 * row.Label })];
        double minimum = FittedRegression.Ridge(problem, l2, options => options.Solver = RidgeSolver.Exact).Objective(problem, l2);
        double reached = FittedRegression.Ridge(problem, l2, options => options.Solver = RidgeSolver.Descent).Objective(problem, l2);
        Assert.AreEqual(minimum, reached, 1e-3 * minimum);
    }
}
