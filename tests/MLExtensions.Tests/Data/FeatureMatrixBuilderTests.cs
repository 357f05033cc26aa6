using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Data;

[TestClass]
public class FeatureMatrixBuilderTests
{
    [TestMethod]
    [DataRow(10)]
    [DataRow(1024)]
    [DataRow(3000)]
    public void Storage_follows_density_and_not_the_rows_own_form(int rows)
    {
        Assert.IsInstanceOfType<SparseMatrix>(Build(rows, nonZeros: 1, sparseForm: false));
        Assert.IsInstanceOfType<SparseMatrix>(Build(rows, nonZeros: 1, sparseForm: true));
        Assert.IsInstanceOfType<DenseMatrix>(Build(rows, nonZeros: 8, sparseForm: false));
        Assert.IsInstanceOfType<DenseMatrix>(Build(rows, nonZeros: 8, sparseForm: true));
    }

    [TestMethod]
    public void Rows_read_before_and_after_the_choice_are_kept()
    {
        var matrix = (DenseMatrix)Build(3000, nonZeros: 8, sparseForm: true);
        Assert.AreEqual(3000, matrix.Rows);
        for (int i = 0; i < 3000; i++)
            for (int f = 0; f < 20; f++)
                Assert.AreEqual(f < 8 ? i + f + 1 : 0, matrix.Row(i)[f]);
    }

    [TestMethod]
    public void A_wide_sparse_matrix_stays_sparse()
    {
        var builder = new FeatureMatrixBuilder(100_000);
        for (int i = 0; i < 5000; i++)
            builder.Add(new VBuffer<float>(100_000, 2, [1, 2], [i, 99_999]));
        Assert.IsInstanceOfType<SparseMatrix>(builder.Build());
    }

    private static FeatureMatrix Build(int rows, int nonZeros, bool sparseForm)
    {
        var builder = new FeatureMatrixBuilder(20);
        for (int i = 0; i < rows; i++)
        {
            float[] values = [.. Enumerable.Range(0, nonZeros).Select(f => (float)(i + f + 1))];
            builder.Add(sparseForm
                ? new VBuffer<float>(20, nonZeros, values, [.. Enumerable.Range(0, nonZeros)])
                : new VBuffer<float>(20, [.. values, .. new float[20 - nonZeros]]));
        }

        return builder.Build();
    }
}
