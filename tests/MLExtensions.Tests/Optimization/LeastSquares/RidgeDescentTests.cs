using MLExtensions.Matrices;
using MLExtensions.Optimization.LeastSquares;
using MLExtensions.Optimization.Linear;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Optimization.LeastSquares;

/// <summary>Descent comes down to the minimum that solving the system finds.</summary>
[TestClass]
public class RidgeDescentTests
{
    [TestMethod]
    [DataRow(0.1)]
    [DataRow(10.0)]
    [DataRow(1000.0)]
    public void Descent_finds_the_solution_of_dense_data(double l2)
    {
        AssertSameModel(Measurements.Draw(300, 8, seed: 1), l2, Dense);
        AssertSameModel(Measurements.Draw(60, 80, seed: 2), l2, Dense);
        AssertSameModel([.. Measurements.Diabetes], l2, Dense);
    }

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(10.0)]
    public void Descent_finds_the_solution_of_sparse_data(double l2) => AssertSameModel(
        [.. Measurements.Draw(400, 60, seed: 3).Select((row, i) => row.Map((x, f) => (i * 7 + f) % 20 == 0 ? x + 2 : 0))], l2, Sparse);

    private static void AssertSameModel(Measurement[] rows, double l2, Func<Measurement[], FeatureMatrix> toMatrix)
    {
        float[] y = [.. rows.Select(row => 1000 * row.Label)];
        float[] weights = [.. rows.Select(row => row.Weight)];
        LinearModel expected = RidgeSystem.Solve(CentredExamples.Create(toMatrix(rows), y, weights), l2, default);
        LinearDescentResult actual = RidgeDescent.Minimize(toMatrix(rows), y, weights, l2, new LinearDescent { Tolerance = 1e-6 });

        Assert.IsTrue(actual.Converged);
        Measurement[] problem = [.. rows.Zip(y, (row, label) => row with { Label = label })];
        double minimum = Regression(expected).Objective(problem, l2);
        Assert.AreEqual(minimum, Regression(actual.Model).Objective(problem, l2), 1e-3 * minimum);
    }

    private static FittedRegression Regression(LinearModel model) => new(model.Weights[0], model.Biases[0]);

    private static DenseMatrix Dense(Measurement[] rows)
    {
        var builder = new DenseMatrix.Builder(rows[0].Features.Length);
        foreach (Measurement row in rows)
            row.Features.GetValues().CopyTo(builder.AddRow());
        return builder.Build();
    }

    private static SparseMatrix Sparse(Measurement[] rows)
    {
        var builder = new SparseMatrix.Builder(rows[0].Features.Length);
        foreach (Measurement row in rows)
        {
            for (int f = 0; f < row.Features.Length; f++)
                builder.Add(f, row.Features.GetItemOrDefault(f));
            builder.EndRow();
        }

        return builder.Build();
    }
}
