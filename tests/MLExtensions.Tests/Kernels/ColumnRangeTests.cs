using CsCheck;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Kernels;

/// <summary>The bits of a gradient hang neither on its strips nor on how many rows a call is given.</summary>
[TestClass]
public class ColumnRangeTests
{
    private const int StripUnit = 16;

    private static readonly Gen<(int Rows, int Columns, int Outputs, int Seed)> _shapes =
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 100], Gen.Int[1, 13], Gen.Int);

    [TestMethod]
    public void Strips_together_are_the_whole_to_the_bit() =>
        Gen.Select(_shapes, Gen.Int[1, 4]).Sample((shape, unitsInStrip) =>
        {
            (DenseMatrix x, int[] rows, float[] factors) = Draw(shape.Rows, shape.Columns, shape.Outputs, shape.Seed);
            var whole = new float[shape.Outputs * shape.Columns];
            DenseProducts.AddMultiples(x, rows, factors, whole, ColumnRange.All(shape.Columns));

            var strips = new float[whole.Length];
            int width = unitsInStrip * StripUnit;
            for (int first = 0; first < shape.Columns; first += width)
                DenseProducts.AddMultiples(x, rows, factors, strips, new ColumnRange(first, Math.Min(width, shape.Columns - first)));
            CollectionAssert.AreEqual(whole, strips);
        });

    [TestMethod]
    public void A_strip_leaves_the_other_columns_alone() =>
        Gen.Select(_shapes, Gen.Int[0, 5]).Where((shape, unit) => unit * StripUnit < shape.Columns).Sample((shape, unit) =>
        {
            (DenseMatrix x, int[] rows, float[] factors) = Draw(shape.Rows, shape.Columns, shape.Outputs, shape.Seed);
            var strip = new ColumnRange(unit * StripUnit, Math.Min(StripUnit, shape.Columns - unit * StripUnit));
            float[] gradient = [.. Enumerable.Repeat(float.NaN, shape.Outputs * shape.Columns)];
            for (int k = 0; k < shape.Outputs; k++)
                gradient.AsSpan(k * shape.Columns + strip.First, strip.Count).Clear();
            DenseProducts.AddMultiples(x, rows, factors, gradient, strip);
            for (int i = 0; i < gradient.Length; i++)
            {
                int column = i % shape.Columns;
                Assert.AreEqual(column < strip.First || column >= strip.First + strip.Count, float.IsNaN(gradient[i]));
            }
        });

    [TestMethod]
    public void Rows_in_several_calls_are_those_of_one_to_the_bit() =>
        Gen.Select(_shapes, Gen.Int[1, 64]).Sample((shape, rowsInCall) =>
        {
            (DenseMatrix x, int[] rows, float[] factors) = Draw(shape.Rows, shape.Columns, shape.Outputs, shape.Seed);
            var together = new float[shape.Outputs * shape.Columns];
            DenseProducts.AddMultiples(x, rows, factors, together, ColumnRange.All(shape.Columns));

            var apart = new float[together.Length];
            for (int start = 0; start < rows.Length; start += rowsInCall)
            {
                int count = Math.Min(rowsInCall, rows.Length - start);
                DenseProducts.AddMultiples(
                    x,
                    rows.AsSpan(start, count),
                    factors.AsSpan(start * shape.Outputs, count * shape.Outputs),
                    apart,
                    ColumnRange.All(shape.Columns));
            }

            CollectionAssert.AreEqual(together, apart);
        });

    private static (DenseMatrix X, int[] Rows, float[] Factors) Draw(int rows, int columns, int outputs, int seed)
    {
        var random = new Random(seed);
        var builder = new DenseMatrix.Builder(columns);
        for (int i = 0; i < rows; i++)
            foreach (ref float value in builder.AddRow())
                value = random.NextSingle() - 0.5f;
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle(order);
        float[] factors = [.. Enumerable.Range(0, rows * outputs).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle() - 0.5f)];
        return (builder.Build(), order, factors);
    }
}
