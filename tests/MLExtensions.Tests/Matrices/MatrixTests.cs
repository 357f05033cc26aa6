using CsCheck;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Matrices;

[TestClass]
public class MatrixTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(400_000)]
    [DataRow(1_500_000)]
    public void Dense_rows_come_back_over_chunk_boundaries(int columns)
    {
        int rows = Math.Clamp(3_000_000 / columns, 5, 5000);
        var builder = new DenseMatrix.Builder(columns);
        for (int i = 0; i < rows; i++)
            builder.AddRow()[i % columns] = i + 1;
        DenseMatrix matrix = builder.Build();
        Assert.AreEqual(rows, matrix.Rows);
        for (int i = 0; i < rows; i++)
        {
            Assert.AreEqual(columns, matrix.Row(i).Length);
            Assert.AreEqual(i + 1, matrix.Row(i)[i % columns]);
        }

        Assert.AreEqual((double)rows * rows, matrix.SquaredRowNorm(rows - 1));
    }

    [TestMethod]
    public void Sparse_rows_come_back_over_chunk_boundaries() =>
        Gen.Int[0, 3].Array[4090, 8200].Sample(
            counts =>
            {
                var builder = new SparseMatrix.Builder(10);
                foreach (int count in counts)
                {
                    for (int f = 0; f < count; f++)
                        builder.Add(2 * f + 1, count + f);
                    builder.Add(9, 0);
                    builder.EndRow();
                }

                SparseMatrix matrix = builder.Build();
                Assert.AreEqual(counts.Length, matrix.Rows);
                Assert.AreEqual(counts.Sum(), matrix.StoredEntries);
                for (int i = 0; i < counts.Length; i++)
                {
                    CollectionAssert.AreEqual(Enumerable.Range(0, counts[i]).Select(f => 2 * f + 1).ToArray(), matrix.Indices(i).ToArray());
                    CollectionAssert.AreEqual(Enumerable.Range(0, counts[i]).Select(f => (float)(counts[i] + f)).ToArray(), matrix.Values(i).ToArray());
                }
            },
            iter: 20);

    [TestMethod]
    public void Rows_meet_weights_in_double_precision() =>
        Gen.Select(Gen.OneOf(0f, 1e-30f, 1 / 3f, -7f).Array[5].Array[1, 6], Gen.Double[-2, 2].Array[5].Array[3], Gen.Int[0, 3]).Sample(
            (rows, weights, start) =>
            {
                start = Math.Min(start, rows.Length);
                var dense = new DenseMatrix.Builder(5);
                var sparse = new SparseMatrix.Builder(5);
                foreach (float[] row in rows)
                {
                    row.CopyTo(dense.AddRow());
                    for (int f = 0; f < 5; f++)
                        sparse.Add(f, row[f]);
                    sparse.EndRow();
                }

                foreach (FeatureMatrix matrix in new FeatureMatrix[] { dense.Build(), sparse.Build() })
                {
                    double[] scores = new double[(rows.Length - start) * 3];
                    matrix.Multiply(start, weights, scores);
                    double[][] target = [[1, 2, 3, 4, 5], new double[5], new double[5]];
                    matrix.AddMultiples(start, scores, target);
                    for (int k = 0; k < 3; k++)
                    {
                        for (int i = start; i < rows.Length; i++)
                            Assert.AreEqual(rows[i].Zip(weights[k], (x, w) => x * w).Sum(), scores[(i - start) * 3 + k], 1e-12);
                        for (int f = 0; f < 5; f++)
                        {
                            double sum = (k == 0 ? f + 1 : 0) + rows[start..].Select((row, i) => row[f] * scores[i * 3 + k]).Sum();
                            Assert.AreEqual(sum, target[k][f], 1e-10);
                        }
                    }

                    double[][] columns = matrix.ToColumns();
                    for (int f = 0; f < 5; f++)
                        CollectionAssert.AreEqual(Array.ConvertAll(rows, row => (double)row[f]), columns[f]);
                }
            },
            iter: 50);

    [TestMethod]
    public void Matrices_without_rows_can_be_built()
    {
        Assert.AreEqual(0, new DenseMatrix.Builder(3).Build().Rows);
        Assert.AreEqual(0, new SparseMatrix.Builder(3).Build().Rows);
    }
}
