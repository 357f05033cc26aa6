using MLExtensions.Optimization.Designs;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Designs;

[TestClass]
public class RowFactorTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(5, 3)]
    [DataRow(64, 64)]
    [DataRow(130, 200)]
    [DataRow(200, 64)]
    [DataRow(200, 65)]
    [DataRow(200, 150)]
    public void It_multiplies_to_the_products_and_has_their_rank(int order, int length)
    {
        (double[][] rows, double[] products) = Products(order, length);
        RowFactor factor = Factor(products, order, Workers.One);
        Assert.AreEqual(Math.Min(order, length), factor.Rank);
        for (int i = 0; i < order; i++)
            for (int j = 0; j < order; j++)
                Assert.AreEqual(Dot(rows[i], rows[j]), Dot(factor.Row(i), factor.Row(j)), 1e-10 * length);
    }

    [TestMethod]
    public void Rows_of_pivots_are_a_triangle_that_can_be_solved()
    {
        (_, double[] products) = Products(100, 70);
        RowFactor factor = Factor(products, 100, Workers.One);
        double[] v = [.. Enumerable.Range(0, 70).Select(j => Math.Cos(j))];
        double[] solved = [.. v];
        factor.Solve(solved);
        double[] transposed = [.. v];
        factor.SolveTransposed(transposed);
        var product = new double[70];
        for (int k = 0; k < 70; k++)
        {
            ReadOnlySpan<double> row = factor.Row(factor.Pivots[k]);
            Assert.IsFalse(row[(k + 1)..].ContainsAnyExcept(0));
            Assert.AreEqual(v[k], Dot(row, solved), 1e-9);
            for (int j = 0; j < 70; j++)
                product[j] += row[j] * transposed[k];
        }

        for (int j = 0; j < 70; j++)
            Assert.AreEqual(v[j], product[j], 1e-9);
    }

    [TestMethod]
    public void It_ends_at_the_rank_wanted()
    {
        (_, double[] products) = Products(100, 100);
        Assert.AreEqual(64, RowFactor.Of(products, 100, new double[100], 64, Workers.One).Rank);
    }

    private static RowFactor Factor(double[] products, int order, Workers workers)
    {
        double[] negligible = [.. Enumerable.Range(0, order).Select(i => 1e-12 * products[i * (order + 1)])];
        return RowFactor.Of(products, order, negligible, order, workers);
    }

    private static (double[][] Rows, double[] Products) Products(int order, int length)
    {
        var random = new Random(order + length);
        double[][] rows = [.. Enumerable.Range(0, order).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray())];
        var products = new double[order * order];
        for (int i = 0; i < order; i++)
            for (int j = 0; j <= i; j++)
                products[i * order + j] = Dot(rows[i], rows[j]);
        return (rows, products);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
