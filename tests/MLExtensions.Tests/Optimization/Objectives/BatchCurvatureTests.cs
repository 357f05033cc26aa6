using MLExtensions.Matrices;
using MLExtensions.Optimization.Objectives;

namespace MLExtensions.Tests.Optimization.Objectives;

[TestClass]
public class BatchCurvatureTests
{
    private const int Rows = 300;
    private const double LossCurvature = 0.25;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_whole_data_are_as_steep_as_their_largest_eigenvalue(bool sparse)
    {
        float[][] x = Draw();
        (double curvature, double noise) = BatchCurvature.Estimate(Matrix(x, sparse), LossCurvature, Rows);
        double expected = LossCurvature * LargestEigenvalue(x);
        Assert.AreEqual(0, noise);
        Assert.IsInRange(0.9 * expected, 1.0001 * expected, curvature);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Single_examples_are_as_steep_as_they_are_long(bool sparse)
    {
        float[][] x = Draw();
        (double curvature, double noise) = BatchCurvature.Estimate(Matrix(x, sparse), LossCurvature, batchSize: 1);
        double[] squares = Array.ConvertAll(x, row => 1 + row.Sum(value => (double)value * value));
        Assert.AreEqual(0, curvature);
        Assert.AreEqual(LossCurvature * squares.Sum(square => square * square) / squares.Sum(), noise, 1e-6);
    }

    [TestMethod]
    public void Larger_batches_add_less_of_their_own()
    {
        FeatureMatrix matrix = Matrix(Draw(), sparse: false);
        double[] noises = [.. new[] { 1, 2, 8, 64, Rows }.Select(size => BatchCurvature.Estimate(matrix, LossCurvature, size).NoiseCurvature)];
        CollectionAssert.AreEqual(noises.OrderDescending().ToArray(), noises);
    }

    [TestMethod]
    public void One_row_has_a_curvature()
    {
        (double curvature, double noise) = BatchCurvature.Estimate(Matrix([[2]], sparse: false), LossCurvature, batchSize: 1);
        Assert.AreEqual(LossCurvature * 5, curvature + noise, 1e-6);
    }

    private static float[][] Draw()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Rows).Select(_ =>
        {
            float common = random.NextSingle();
            return new[] { common, common + 0.1f * random.NextSingle(), random.NextSingle() - 0.5f, 0 };
        })];
    }

    /// <summary>Of 1/n Σ xxᵀ with x = (row, 1).</summary>
    private static double LargestEigenvalue(float[][] rows)
    {
        double[] v = [1, 1, 1, 1, 1];
        double length = 0;
        for (int step = 0; step < 1000; step++)
        {
            double[] next = new double[v.Length];
            foreach (float[] row in rows)
            {
                double[] x = [.. row.Select(value => (double)value), 1];
                double product = x.Zip(v, (a, b) => a * b).Sum();
                for (int f = 0; f < x.Length; f++)
                    next[f] += product * x[f] / rows.Length;
            }

            length = Math.Sqrt(next.Sum(value => value * value));
            v = Array.ConvertAll(next, value => value / length);
        }

        return length;
    }

    private static FeatureMatrix Matrix(float[][] rows, bool sparse)
    {
        var dense = new DenseMatrix.Builder(rows[0].Length);
        var builder = new SparseMatrix.Builder(rows[0].Length);
        foreach (float[] row in rows)
        {
            row.CopyTo(dense.AddRow());
            for (int f = 0; f < row.Length; f++)
                builder.Add(f, row[f]);
            builder.EndRow();
        }

        return sparse ? builder.Build() : dense.Build();
    }
}
