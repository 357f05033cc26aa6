using CsCheck;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Kernels;

/// <summary>The products of a sparse row in double precision, beside the plain loops.</summary>
[TestClass]
public class PreciseSparseProductsTests
{
    private static readonly Gen<(int Columns, int Outputs, int Behind, int Entries, int Seed)> _shapes =
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 40], Gen.Int[0, 3], Gen.Int[0, 20], Gen.Int)
            .Select(s => (s.Item1, s.Item2, s.Item3, Math.Min(s.Item4, s.Item1), s.Item5));

    [TestMethod]
    public void Scores_are_those_of_plain_loops() => _shapes.Sample(shape =>
    {
        (int[] columns, float[] values, double[] weights, double[] scores) = Draw(shape);
        int stride = shape.Outputs + shape.Behind;
        double[] actual = [.. scores, double.NaN];
        PreciseSparseProducts.AddScores(new SparseRow(columns, values), weights.AsSpan(shape.Behind), stride, actual.AsSpan(0, shape.Outputs));
        for (int k = 0; k < shape.Outputs; k++)
            Assert.AreEqual(scores[k] + columns.Select((column, j) => values[j] * weights[column * stride + shape.Behind + k]).Sum(), actual[k], 1e-12);
        Assert.IsTrue(double.IsNaN(actual[^1]));
        Assert.AreEqual(
            columns.Select((column, j) => values[j] * weights[column]).Sum(), PreciseSparseProducts.Score(new SparseRow(columns, values), weights), 1e-12);
    });

    [TestMethod]
    public void Multiples_are_those_of_plain_loops_and_touch_nothing_else() => _shapes.Sample(shape =>
    {
        (int[] columns, float[] values, double[] gradient, double[] factors) = Draw(shape);
        int stride = shape.Outputs + shape.Behind;
        double[] expected = [.. gradient];
        double[] ofOne = [.. gradient];
        double[] expectedOfOne = [.. gradient];
        for (int j = 0; j < columns.Length; j++)
        {
            for (int k = 0; k < shape.Outputs; k++)
                expected[columns[j] * stride + shape.Behind + k] += values[j] * factors[k];
            expectedOfOne[columns[j]] += values[j] * factors[0];
        }

        PreciseSparseProducts.AddMultiples(new SparseRow(columns, values), factors, gradient.AsSpan(shape.Behind), stride);
        PreciseSparseProducts.AddMultiple(new SparseRow(columns, values), factors[0], ofOne);
        for (int i = 0; i < gradient.Length; i++)
        {
            Assert.AreEqual(expected[i], gradient[i], 1e-13);
            Assert.AreEqual(expectedOfOne[i], ofOne[i], 1e-13);
        }
    });

    [TestMethod]
    public void A_number_in_double_precision_is_itself() => Gen.Float.Sample(value =>
        Assert.AreEqual(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(DoublePrecision.Of(value))));

    /// <summary>A row, and two sets of numbers: a block for each column, and one for each output.</summary>
    private static (int[] Columns, float[] Values, double[] Blocks, double[] OfOutputs) Draw(
        (int Columns, int Outputs, int Behind, int Entries, int Seed) shape)
    {
        var random = new Random(shape.Seed);
        int[] columns = [.. Enumerable.Range(0, shape.Columns)];
        random.Shuffle(columns);
        return (
            [.. columns.Take(shape.Entries).Order()],
            [.. Enumerable.Range(0, shape.Entries).Select(_ => random.NextSingle() - 0.5f)],
            [.. Enumerable.Range(0, shape.Columns * (shape.Outputs + shape.Behind)).Select(_ => random.NextDouble() - 0.5)],
            [.. Enumerable.Range(0, shape.Outputs).Select(_ => random.NextDouble() - 0.5)]);
    }
}
