using CsCheck;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Algebra;

[TestClass]
public class PivotedCholeskyTests
{
    private static readonly Gen<double[,]> _factors =
        from order in Gen.Int[1, 12]
        from length in Gen.Int[1, 12]
        from entries in Gen.Int[-5, 5].Array2D[order, length]
        select Convert(entries);

    [TestMethod]
    public void The_columns_multiply_to_the_matrix() => _factors.Sample(m =>
    {
        SymmetricMatrix s = Product(m);
        double[][] columns = PivotedCholesky.Of(s, shift: 0, Workers.One).Columns();
        for (int i = 0; i < s.Order; i++)
            for (int j = 0; j <= i; j++)
                Assert.AreEqual(s[i, j], columns.Sum(column => column[i] * column[j]), 1e-9);
    });

    [TestMethod]
    public void Solutions_are_those_of_the_pseudo_inverse() => _factors.Sample(m =>
    {
        SymmetricMatrix s = Product(m);
        double[] c = [.. Enumerable.Range(1, s.Order).Select(i => (double)i)];
        double[] x = PivotedCholesky.Of(s, shift: 0, Workers.One).Solve(c, Workers.One);

        // S S⁺ c is the projection of c, so that S (c − S S⁺ c) = 0; and S⁺ c lies in the range of S, so that no vector of its null space is in it.
        double[] left = [.. Times(s, x).Zip(c, (product, entry) => entry - product)];
        double scale = 1 + c.Sum() * Enumerable.Range(0, s.Order).Max(i => s[i, i]);
        foreach (double entry in Times(s, left))
            Assert.AreEqual(0, entry, 1e-8 * scale);
        SymmetricEigen eigen = SymmetricEigen.Of(s, Workers.One);
        double inRange = eigen.Vectors.Sum(v => Math.Pow(v.Zip(x, (a, b) => a * b).Sum(), 2));
        Assert.AreEqual(x.Sum(value => value * value), inRange, 1e-8 * (1 + inRange));
    });

    [TestMethod]
    public void Rank_does_not_depend_on_units()
    {
        double[] units = [1e-9, 1, 1e9, 1e3];
        var random = new Random(1);
        var m = new double[4, 20];
        for (int j = 0; j < 20; j++)
        {
            for (int i = 0; i < 3; i++)
                m[i, j] = random.Next(-9, 10);
            m[3, j] = m[0, j] + m[1, j] + m[2, j];
            for (int i = 0; i < 4; i++)
                m[i, j] *= units[i];
        }

        Assert.AreEqual(3, PivotedCholesky.Of(Product(m), shift: 0, Workers.One).Rank);
    }

    [TestMethod]
    public void Eigenvalues_of_badly_scaled_columns_are_precise()
    {
        // S = D C D with a well-conditioned C; the small eigenvalues are 18 orders of magnitude below the large one.
        double[,] m = { { 1e9, 0, 0 }, { 0.5, 1, 0 }, { 0.25e-9, 0.5e-9, 1e-9 } };
        SymmetricMatrix s = Product(m);
        double[] values = [.. SymmetricEigen.Of(s, Workers.One).Values.Order()];

        // Their product is det S = 1; the largest is S₀₀ and the smallest its Schur complement, both to 18 digits.
        Assert.AreEqual(1e-18, values[0], 1e-12 * 1e-18);
        Assert.AreEqual(1, values[1], 1e-12);
        Assert.AreEqual(1e18, values[2], 1e-12 * 1e18);
    }

    [TestMethod]
    public void Eigenvectors_are_orthonormal_and_multiply_to_the_matrix() => _factors.Sample(m =>
    {
        SymmetricMatrix s = Product(m);
        SymmetricEigen eigen = SymmetricEigen.Of(s, Workers.One);
        for (int i = 0; i < s.Order; i++)
            for (int j = 0; j <= i; j++)
                Assert.AreEqual(s[i, j], eigen.Vectors.Select((v, k) => eigen.Values[k] * v[i] * v[j]).Sum(), 1e-9);
        for (int k = 0; k < eigen.Vectors.Length; k++)
            for (int l = 0; l <= k; l++)
                Assert.AreEqual(k == l ? 1 : 0, eigen.Vectors[k].Zip(eigen.Vectors[l], (a, b) => a * b).Sum(), 1e-12);
    });

    private static double[,] Convert(int[,] entries)
    {
        var m = new double[entries.GetLength(0), entries.GetLength(1)];
        for (int i = 0; i < m.GetLength(0); i++)
            for (int j = 0; j < m.GetLength(1); j++)
                m[i, j] = entries[i, j];
        return m;
    }

    private static SymmetricMatrix Product(double[,] m) =>
        SymmetricMatrix.Product(
            m.GetLength(0),
            m.GetLength(1),
            (start, count, panel) =>
            {
                for (int i = 0; i < m.GetLength(0); i++)
                    for (int j = 0; j < count; j++)
                        panel[i * count + j] = m[i, start + j];
            },
            Workers.One);

    private static double[] Times(SymmetricMatrix s, double[] x) =>
        [.. Enumerable.Range(0, s.Order).Select(i => x.Select((value, j) => value * (i >= j ? s[i, j] : s[j, i])).Sum())];
}
