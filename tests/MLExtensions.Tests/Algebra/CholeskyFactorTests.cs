using MLExtensions.Algebra;
using MLExtensions.Tests.Optimization.Newton;

namespace MLExtensions.Tests.Algebra;

[TestClass]
public class CholeskyFactorTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(7)]
    [DataRow(40)]
    public void Solving_undoes_the_matrix(int order)
    {
        double[][] matrix = Products(order, vectors: order + 5);
        double[] x = NewtonExample.Normals(order, seed: 1);
        double[] v = Multiply(matrix, x);
        Of(matrix).Solve(v);
        for (int i = 0; i < order; i++)
            Assert.AreEqual(x[i], v[i], 1e-8);
    }

    [TestMethod]
    public void A_singular_matrix_solves_what_lies_in_its_range()
    {
        // Rank 6 of 20.
        double[][] matrix = Products(20, vectors: 6);
        double[] right = Multiply(matrix, NewtonExample.Normals(20, seed: 2));
        double[] v = [.. right];
        Of(matrix).Solve(v);
        double[] product = Multiply(matrix, v);
        double size = right.Max(Math.Abs);
        for (int i = 0; i < 20; i++)
            Assert.AreEqual(right[i], product[i], 1e-4 * size);
    }

    [TestMethod]
    public void Rows_of_zeros_are_left_alone()
    {
        double[][] matrix = [[4, 0, 2], [0, 0, 0], [2, 0, 5]];
        double[] v = [8, 3, 12];
        Of(matrix).Solve(v);
        Assert.AreEqual(1, v[0], 1e-14);
        Assert.AreEqual(3, v[1], 1e-14);
        Assert.AreEqual(2, v[2], 1e-14);
    }

    [TestMethod]
    [DataRow(1e-300)]
    [DataRow(1e300)]
    public void The_unit_does_not_matter(double unit)
    {
        double[][] matrix = Array.ConvertAll(Products(5, vectors: 9), row => Array.ConvertAll(row, value => unit * value));
        double[] x = NewtonExample.Normals(5, seed: 3);
        double[] v = Multiply(matrix, x);
        Of(matrix).Solve(v);
        for (int i = 0; i < 5; i++)
            Assert.AreEqual(x[i], v[i], 1e-9);
    }

    [TestMethod]
    public void It_can_be_cancelled() => Assert.ThrowsExactly<OperationCanceledException>(
        () => new CholeskyFactor([1], 1, new CancellationToken(canceled: true)));

    private static CholeskyFactor Of(double[][] matrix)
    {
        // What is above the diagonal does not count.
        double[] entries = [.. matrix.SelectMany((row, i) => row.Select((value, j) => j <= i ? value : double.NaN))];
        return new CholeskyFactor(entries, matrix.Length, CancellationToken.None);
    }

    private static double[][] Products(int order, int vectors)
    {
        double[][] x = [.. Enumerable.Range(0, vectors).Select(i => NewtonExample.Normals(order, seed: 10 + i))];
        return [.. Enumerable.Range(0, order).Select(i => Enumerable.Range(0, order).Select(j => x.Sum(v => v[i] * v[j])).ToArray())];
    }

    private static double[] Multiply(double[][] matrix, double[] v) => Array.ConvertAll(matrix, row => row.Zip(v, (a, b) => a * b).Sum());
}
