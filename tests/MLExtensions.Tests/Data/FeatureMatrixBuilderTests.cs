using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Data;

[TestClass]
public class FeatureMatrixBuilderTests
{
    private const int Columns = 20;

    [TestMethod]
    [DataRow(10)]
    [DataRow(1024)]
    [DataRow(3000)]
    public void Storage_follows_density_and_not_the_rows_own_form(int rows)
    {
        Assert.IsInstanceOfType<SparseMatrix>(Build(rows, _ => 1, sparseForm: false));
        Assert.IsInstanceOfType<SparseMatrix>(Build(rows, _ => 1, sparseForm: true));
        Assert.IsInstanceOfType<DenseMatrix>(Build(rows, _ => 8, sparseForm: false));
        Assert.IsInstanceOfType<DenseMatrix>(Build(rows, _ => 8, sparseForm: true));
    }

    [TestMethod]
    [DataRow(1, 60_000, typeof(SparseMatrix))]
    [DataRow(1, 70_000, typeof(SparseMatrix))]
    [DataRow(50_000, 100_000, typeof(DenseMatrix))]
    public void All_rows_decide_where_the_first_ones_are_dense(int denseRows, int rows, Type storage) =>
        AssertStorage(rows, row => row < denseRows ? 15 : row % 2, storage);

    [TestMethod]
    [DataRow(1000, 100_000, typeof(DenseMatrix))]
    [DataRow(99_000, 100_000, typeof(SparseMatrix))]
    [DataRow(4000, 4300, typeof(DenseMatrix))]
    public void All_rows_decide_where_the_first_ones_are_sparse(int sparseRows, int rows, Type storage) =>
        AssertStorage(rows, row => row < sparseRows ? 1 : 20, storage);

    [TestMethod]
    public void All_rows_decide_where_density_goes_up_and_down() =>
        AssertStorage(100_000, row => int.Log2(row + 1) % 4 == 0 ? 10 : 0, typeof(DenseMatrix));

    [TestMethod]
    public void The_limit_itself_is_dense()
    {
        AssertStorage(3000, row => row % 2 == 0 ? 4 : 0, typeof(DenseMatrix));
        AssertStorage(3001, row => row % 2 == 0 && row > 0 ? 4 : 0, typeof(SparseMatrix));
    }

    [TestMethod]
    public void A_wide_sparse_matrix_stays_sparse()
    {
        var builder = new FeatureMatrixBuilder(100_000);
        for (int i = 0; i < 5000; i++)
            builder.Append([new VBuffer<float>(100_000, 2, [1, 2], [i, 99_999])], nonZeros: 2);
        Assert.IsInstanceOfType<SparseMatrix>(builder.Build());
    }

    private static void AssertStorage(int rows, Func<int, int> nonZeros, Type storage)
    {
        foreach (bool sparseForm in (bool[])[false, true])
        {
            FeatureMatrix matrix = Build(rows, nonZeros, sparseForm);
            Assert.AreEqual(storage, matrix.GetType());
            Assert.AreEqual(rows, matrix.Rows);
            var row = new double[Columns];
            for (int i = 0; i < rows; i++)
            {
                matrix.CopyRow(i, row);
                for (int f = 0; f < Columns; f++)
                    Assert.AreEqual(f < nonZeros(i) ? i + f + 1 : 0, row[f]);
            }
        }
    }

    private static FeatureMatrix Build(int rows, Func<int, int> nonZeros, bool sparseForm)
    {
        var builder = new FeatureMatrixBuilder(Columns);
        for (int i = 0; i < rows; i++)
        {
            int count = nonZeros(i);
            float[] values = [.. Enumerable.Range(0, count).Select(f => (float)(i + f + 1))];
            VBuffer<float>[] row =
            [
                sparseForm
                    ? new VBuffer<float>(Columns, count, values, [.. Enumerable.Range(0, count)])
                    : new VBuffer<float>(Columns, [.. values, .. new float[Columns - count]]),
            ];
            builder.Append(row, count).Write(row);
        }

        return builder.Build();
    }
}
