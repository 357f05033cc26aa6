using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Matrices;
using MLExtensions.Optimization.LeastSquares;
using MLExtensions.Tests.Support;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Trainers;

/// <summary>
/// An example of huge weight is fitted exactly, and the others as well as that leaves room for. From a weight of 10¹⁰ on the solution no
/// longer changes.
/// </summary>
[TestClass]
public class RidgeHeavyExampleTests
{
    private const float L2 = 0.5f;
    private const int Heavy = 17;

    [TestMethod]
    [DataRow(1e16f)]
    [DataRow(1e18f)]
    [DataRow(1e24f)]
    [DataRow(1e30f)]
    [DataRow(float.MaxValue)]
    public void The_others_are_not_lost_beside_it(float weight)
    {
        foreach (int columns in (int[])[4, 100])
        {
            Measurement[] rows = Measurements.Draw(60, columns, seed: 1);
            AssertSame(Solve(rows, 1e10f, ToDense), Solve(rows, weight, ToDense));
            rows = [.. rows.Select((row, i) => row.Map((x, f) => (i + f) % 3 == 0 ? x : 0))];
            AssertSame(Solve(rows, 1e10f, ToSparse), Solve(rows, weight, ToSparse));
            AssertSame(Solve(rows, weight, ToDense), Solve(rows, weight, ToSparse));
        }
    }

    [TestMethod]
    [DataRow(1e12f)]
    [DataRow(1e16f)]
    [DataRow(1e24f)]
    [DataRow(float.MaxValue)]
    public void The_others_are_not_lost_beside_several_either(float weight)
    {
        foreach (int columns in (int[])[5, 100])
        {
            Measurement[] rows = Measurements.Draw(60, columns, seed: 1);
            AssertSame(Solve(rows, 1e7f, ToDense, heavy: 3), Solve(rows, weight, ToDense, heavy: 3), tolerance: 1e-4);
            AssertSame(Solve(rows, 1e9f, ToDense, heavy: 3), Solve(rows, weight, ToDense, heavy: 3), tolerance: 1e-6);
            rows = [.. rows.Select((row, i) => row.Map((x, f) => (i + f) % 3 == 0 ? x : 0))];
            AssertSame(Solve(rows, 1e9f, ToSparse, heavy: 3), Solve(rows, weight, ToSparse, heavy: 3), tolerance: 1e-6);
        }
    }

    [TestMethod]
    [DataRow(1e16f)]
    [DataRow(1e18f)]
    [DataRow(1e20f)]
    public void Its_prediction_in_single_precision_is_right(float weight)
    {
        Measurement[] rows = Measurements.Draw(60, 4, seed: 1);
        rows[Heavy] = rows[Heavy] with { Weight = weight };
        var ml = new MLContext(seed: 1);
        IDataView view = ml.RegressionView(rows);
        float[] scores = [.. ml.Ridge(L2).Fit(view).Transform(view).GetColumn<float>("Score")];
        Assert.AreEqual(rows[Heavy].Label, scores[Heavy]);
        rows[Heavy] = rows[Heavy] with { Weight = 1e10f };
        double expected = FittedRegression.Ridge(rows, L2).Objective(rows.Where((_, i) => i != Heavy), 0);
        double actual = rows.Select((row, i) => i == Heavy ? 0 : row.Weight * Math.Pow(row.Label - scores[i], 2)).Sum();
        Assert.AreEqual(expected, actual, 1e-4 * expected);
    }

    private static double[] Solve(Measurement[] rows, float weight, Func<Measurement[], FeatureMatrix> toMatrix, int heavy = 1)
    {
        float[] weights = [.. rows.Select((row, i) => i >= Heavy && i < Heavy + heavy ? weight : row.Weight)];
        CenteredExamples centered = CenteredExamples.Create(toMatrix(rows), [.. rows.Select(row => row.Label)], weights);
        double[] w = new RidgeSystem(centered, Workers.One).Solve(L2);
        return [.. w, RidgeSystem.Bias(w, centered)];
    }

    private static DenseMatrix ToDense(Measurement[] rows)
    {
        var builder = new DenseMatrix.Builder(rows[0].Features.Length);
        foreach (Measurement row in rows)
            builder.Add([.. row.Features.DenseValues()]);
        return (DenseMatrix)builder.Build();
    }

    private static SparseMatrix ToSparse(Measurement[] rows)
    {
        var builder = new SparseMatrix.Builder(rows[0].Features.Length);
        foreach (Measurement row in rows)
            builder.Add([.. row.Features.DenseValues()]);
        return (SparseMatrix)builder.Build();
    }

    private static void AssertSame(double[] expected, double[] actual, double tolerance = 1e-7)
    {
        double length = Math.Sqrt(expected.Sum(w => w * w));
        for (int f = 0; f < expected.Length; f++)
            Assert.AreEqual(expected[f], actual[f], tolerance * length, $"number {f}");
    }
}
