using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Problem;

[TestClass]
public class ColumnScalingTests
{
    [TestMethod]
    public void Dense_columns_get_weighted_mean_zero_and_fourth_moment_one()
    {
        DenseMatrix matrix = Dense([[1, 1000], [3, 1010], [5, 990]]);
        ColumnScaling scaling = ColumnScaling.Apply(matrix, [1, 1, 2], penaltyOverCurvature: 0);

        // Means (1 + 3 + 2·5)/4 and (1000 + 1010 + 2·990)/4.
        Assert.AreEqual(3.5, scaling.Shift[0], 1e-12);
        Assert.AreEqual(997.5, scaling.Shift[1], 1e-12);
        for (int f = 0; f < 2; f++)
        {
            float[] column = [matrix.Row(0)[f], matrix.Row(1)[f], matrix.Row(2)[f]];
            Assert.AreEqual(0, column[0] + column[1] + 2 * column[2], 1e-5);
            Assert.AreEqual(4, Math.Pow(column[0], 4) + Math.Pow(column[1], 4) + 2 * Math.Pow(column[2], 4), 1e-5);
        }
    }

    [TestMethod]
    public void The_penalty_bounds_how_far_a_small_column_is_stretched()
    {
        DenseMatrix matrix = Dense([[1e-6f], [-1e-6f]]);
        ColumnScaling scaling = ColumnScaling.Apply(matrix, [1, 1], penaltyOverCurvature: 0.25);
        Assert.AreEqual(0.5, scaling.Scale[0], 1e-6);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.1f)]
    [DataRow(-16777216f)]
    [DataRow(3e30f)]
    [DataRow(-1e38f)]
    [DataRow(float.MaxValue)]
    public void A_constant_column_becomes_zero(float constant)
    {
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(_ => new[] { constant })];
        DenseMatrix matrix = Dense(rows);
        ColumnScaling scaling = ColumnScaling.Apply(matrix, [.. Enumerable.Repeat(1f, 1000)], penaltyOverCurvature: 0);
        Assert.AreEqual(1, scaling.Scale[0]);
        Assert.AreEqual(0, matrix.Row(500)[0]);

        // What a weight there adds to every score is known still; a value that a shift could carry out of range apart.
        Assert.AreEqual(Math.Abs(constant) < 1e37 ? constant : 0, scaling.Shift[0]);

        // In other examples, too, where it need not be constant.
        DenseMatrix others = Dense([[float.MaxValue], [float.MinValue], [1]]);
        scaling.Rescale(others, Workers.One);
        for (int i = 0; i < others.Rows; i++)
            Assert.AreEqual(0, others.Row(i)[0]);
    }

    [TestMethod]
    public void Sparse_columns_are_scaled_and_not_shifted()
    {
        var builder = new SparseMatrix.Builder(3);
        builder.Add(0, 4);
        builder.EndRow();
        builder.Add(1, -2);
        builder.EndRow();
        SparseMatrix matrix = builder.Build();
        ColumnScaling scaling = ColumnScaling.Apply(matrix, [1, 3], penaltyOverCurvature: 0);

        // Mean fourth powers 256/4, 3·16/4 and 0.
        double[] expected = [Math.Sqrt(8), Math.Sqrt(Math.Sqrt(12)), 1];
        for (int f = 0; f < 3; f++)
            Assert.AreEqual(expected[f], scaling.Scale[f], 1e-6);
        CollectionAssert.AreEqual(new double[3], scaling.Shift);
        Assert.AreEqual(4 / expected[0], matrix.Values(0)[0], 1e-6);
        Assert.AreEqual(-2 / expected[1], matrix.Values(1)[0], 1e-6);
    }

    [TestMethod]
    public void Weights_of_features_left_as_they_are_stay_as_they_are()
    {
        ColumnScaling scaling = ColumnScaling.None(2);
        CollectionAssert.AreEqual(new double[2], scaling.Shift);
        CollectionAssert.AreEqual(new double[] { 3, -0.1 }, scaling.Condition([[3, -0.1]])[0]);
    }

    [TestMethod]
    public void Conditioned_weights_give_the_conditioned_features_the_same_scores()
    {
        DenseMatrix matrix = Dense([[1, 1000], [3, 1010], [5, 990]]);
        ColumnScaling scaling = ColumnScaling.Apply(matrix, [1, 1, 2], penaltyOverCurvature: 0.1);
        double[] w = scaling.Condition([[2, -0.25]])[0];
        Assert.AreEqual(2 * (3 - scaling.Shift[0]) - 0.25 * (1010 - scaling.Shift[1]), w[0] * matrix.Row(1)[0] + w[1] * matrix.Row(1)[1], 1e-5);
    }

    [TestMethod]
    public void Cancelled_it_leaves_the_features_as_they_are()
    {
        DenseMatrix matrix = Dense([[1, 1000], [3, 1010]]);
        Assert.ThrowsExactly<OperationCanceledException>(
            () => ColumnScaling.Apply(matrix, [1, 1], penaltyOverCurvature: 0, new Workers(1, new CancellationToken(canceled: true))));
        CollectionAssert.AreEqual(new float[] { 3, 1010 }, matrix.Row(1).ToArray());
    }

    private static DenseMatrix Dense(float[][] rows)
    {
        var builder = new DenseMatrix.Builder(rows[0].Length);
        foreach (float[] row in rows)
            row.CopyTo(builder.AddRow());
        return builder.Build();
    }
}
