using CsCheck;
using Microsoft.ML.Data;
using MLExtensions.Transforms;

namespace MLExtensions.Tests.Transforms;

[TestClass]
public class PolynomialExpansionTests
{
    private static readonly Gen<PolynomialLayout> _layouts =
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 5], Gen.Bool, Gen.Bool, (n, d, i, b) => new PolynomialLayout(n, d, i, b));

    /// <summary>Zeros are frequent; powers of 1e25 overflow and those of 1e-25 underflow.</summary>
    private static readonly Gen<float> _values = Gen.Frequency(
        (8, Gen.Const(0f)),
        (1, Gen.Const(-0f)),
        (8, Gen.Single[-10f, 10f]),
        (1, Gen.OneOf(Gen.Const(1e25f), Gen.Const(-1e25f), Gen.Const(1e-25f))),
        (1, Gen.OneOf(Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity), Gen.Const(float.NegativeInfinity))));

    private static readonly Gen<(PolynomialLayout Layout, float[][] Rows)> _cases =
        _layouts.SelectMany(layout => _values.Array[layout.InputWidth].Array[1, 4].Select(rows => (layout, rows)));

    [TestMethod]
    public void Dense_rows_equal_scikit_learn_bit_for_bit()
    {
        PolynomialReference reference = PolynomialReference.Load();
        foreach (PolynomialReference.Case expected in reference.Cases)
        {
            PolynomialLayout layout = LayoutOf(reference, expected);
            for (int row = 0; row < reference.Rows.Length; row++)
                CollectionAssert.AreEqual(expected.Rows[row], Dense(layout, reference.Rows[row]));
        }
    }

    [TestMethod]
    public void Sparse_rows_equal_scikit_learn()
    {
        PolynomialReference reference = PolynomialReference.Load();
        foreach (PolynomialReference.Case expected in reference.Cases)
        {
            PolynomialRowExpander expander = new(LayoutOf(reference, expected));
            VBuffer<float> expanded = default;
            for (int row = 0; row < reference.Rows.Length; row++)
            {
                expander.Expand(Sparse(reference.Rows[row], value => value != 0f), ref expanded);
                AssertSameValues(expected.Rows[row], [.. expanded.DenseValues()]);
            }
        }
    }

    [TestMethod]
    public void Sparse_rows_equal_dense_rows() => _cases.Sample(
        (layout, rows) =>
        {
            PolynomialRowExpander expander = new(layout);
            VBuffer<float> expanded = default;
            foreach (float[] row in rows)
            {
                expander.Expand(Sparse(row, value => value != 0f), ref expanded);
                AssertSameValues(Dense(layout, row), [.. expanded.DenseValues()]);
            }
        });

    [TestMethod]
    public void Explicit_zeros_change_nothing() => _cases.Sample(
        (layout, rows) =>
        {
            PolynomialRowExpander expander = new(layout);
            VBuffer<float> expanded = default;
            foreach (float[] row in rows)
            {
                int index = 0;
                expander.Expand(Sparse(row, value => value != 0f || index++ % 2 == 0), ref expanded);
                AssertSameValues(Dense(layout, row), [.. expanded.DenseValues()]);
            }
        });

    [TestMethod]
    public void Sparse_rows_hold_only_products_of_non_zero_features_in_ascending_columns() => Gen.Select(
        _layouts, Gen.Int[0, 7]).Sample(
        (layout, count) =>
        {
            int nonZero = Math.Min(count, layout.InputWidth - 1);
            float[] row = new float[layout.InputWidth];
            row.AsSpan(row.Length - nonZero).Fill(1f);

            VBuffer<float> expanded = default;
            new PolynomialRowExpander(layout).Expand(Sparse(row, value => value != 0f), ref expanded);

            Assert.AreEqual(layout.OutputWidth, expanded.Length);
            Assert.AreEqual(layout.CountNonZero(nonZero), expanded.GetValues().Length);
            Assert.AreEqual(-1, expanded.GetValues().IndexOfAnyExcept(1f));
            int[] columns = expanded.GetIndices().ToArray();
            CollectionAssert.AreEqual(columns.Distinct().Order().ToArray(), columns);
        });

    [TestMethod]
    public void Infinity_from_an_overflow_meets_zeros_as_in_a_dense_row()
    {
        PolynomialLayout layout = new(inputWidth: 2, degree: 3, interactionOnly: false, includeBias: false);
        VBuffer<float> expanded = default;
        new PolynomialRowExpander(layout).Expand(new VBuffer<float>(2, 1, [1e30f], [1]), ref expanded);

        // x0, x1, x0^2, x0 x1, x1^2, x0^3, x0^2 x1, x0 x1^2 = 0 · ∞, x1^3
        float[] expected = [0f, 1e30f, 0f, 0f, float.PositiveInfinity, 0f, 0f, float.NaN, float.PositiveInfinity];
        AssertSameValues(expected, [.. expanded.DenseValues()]);
    }

    [TestMethod]
    public void Buffers_are_used_again()
    {
        PolynomialRowExpander expander = new(new PolynomialLayout(20, 3, interactionOnly: false, includeBias: true));
        float[] row = [.. Enumerable.Range(0, 20).Select(i => i % 3 - 1f)];
        VBuffer<float> dense = new(20, row);
        VBuffer<float> sparse = Sparse(row, value => value != 0f);
        VBuffer<float> expanded = default;
        expander.Expand(in dense, ref expanded);
        expander.Expand(in sparse, ref expanded);

        long before = GC.GetAllocatedBytesForCurrentThread();
        expander.Expand(in dense, ref expanded);
        expander.Expand(in sparse, ref expanded);
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [TestMethod]
    public void A_row_of_another_length_is_refused()
    {
        PolynomialRowExpander expander = new(new PolynomialLayout(3, 2, interactionOnly: false, includeBias: false));
        VBuffer<float> expanded = default;
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => expander.Expand(new VBuffer<float>(2, [1f, 2f]), ref expanded));
        Assert.AreEqual("Expected a row of 3 features, got one of 2.", error.Message);
    }

    private static PolynomialLayout LayoutOf(PolynomialReference reference, PolynomialReference.Case expected) =>
        new(reference.Rows[0].Length, expected.Degree, expected.InteractionOnly, expected.IncludeBias);

    private static float[] Dense(PolynomialLayout layout, float[] row)
    {
        float[] products = new float[layout.OutputWidth];
        PolynomialExpansion.Expand(layout, row, products, new int[row.Length + 1]);
        return products;
    }

    /// <summary>The row with the entries that <paramref name="isExplicit"/>; not sparse only where all of them are.</summary>
    private static VBuffer<float> Sparse(float[] row, Func<float, bool> isExplicit)
    {
        int[] indices = [.. Enumerable.Range(0, row.Length).Where(i => isExplicit(row[i]))];
        return new VBuffer<float>(row.Length, indices.Length, [.. indices.Select(i => row[i])], indices);
    }

    /// <summary>Equal as numbers: 0 and −0 are the same, and NaN is NaN.</summary>
    private static void AssertSameValues(float[] expected, float[] actual)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!expected[i].Equals(actual[i]))
                Assert.Fail($"Column {i}: expected {expected[i]}, got {actual[i]}.");
        }
    }
}
