using MLExtensions.Algebra;

namespace MLExtensions.Tests.Algebra;

[TestClass]
public class UpperCholeskyTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    [DataRow(64)]
    [DataRow(65)]
    [DataRow(200)]
    public void Solving_undoes_the_product(int order)
    {
        var random = new Random(order);
        var roots = new double[order, order];
        for (int i = 0; i < order; i++)
            for (int j = 0; j < order; j++)
                roots[i, j] = random.NextDouble() - 0.5;
        var matrix = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            matrix[i, i] = 1;
            for (int j = 0; j < order; j++)
                for (int k = 0; k < order; k++)
                    matrix[i, j] += roots[i, k] * roots[j, k];
        }

        var cholesky = new UpperCholesky(order);
        for (int i = 0; i < order; i++)
            for (int j = i; j < order; j++)
                cholesky.Row(i)[j - i] = (float)matrix[i, j];
        cholesky.Factorize(1e-9f, default);
        double[] solution = [.. Enumerable.Range(0, order).Select(_ => random.NextDouble())];
        var v = new float[order];
        for (int i = 0; i < order; i++)
            v[i] = (float)Enumerable.Range(0, order).Sum(j => matrix[i, j] * solution[j]);

        cholesky.Solve(v);

        for (int i = 0; i < order; i++)
            Assert.AreEqual(solution[i], v[i], 1e-3);
    }

    [TestMethod]
    public void A_singular_matrix_gives_finite_numbers()
    {
        var cholesky = new UpperCholesky(3);
        for (int i = 0; i < 3; i++)
            cholesky.Row(i).Fill(1);
        cholesky.Factorize(1e-3f, default);
        float[] v = [1, 2, 3];
        cholesky.Solve(v);
        Assert.IsTrue(v.All(float.IsFinite));
    }
}
