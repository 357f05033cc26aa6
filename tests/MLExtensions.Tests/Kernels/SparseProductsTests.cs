using System.Runtime.Intrinsics;
using CsCheck;
using MLExtensions.Kernels;

namespace MLExtensions.Tests.Kernels;

/// <summary>The products of a sparse row, beside the plain loops in double precision.</summary>
[TestClass]
public class SparseProductsTests
{
    private static readonly Gen<(int Columns, int Outputs, int Entries, int Seed)> _shapes =
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 100], Gen.Int[0, 20], Gen.Int).Select(s => (s.Item1, s.Item2, Math.Min(s.Item3, s.Item1), s.Item4));

    [TestMethod]
    public void Scores_are_those_of_plain_loops() => _shapes.Sample(shape =>
    {
        (int[] places, float[] values, float[] weights, float[] biases) = Draw(shape);
        foreach (Scorer score in Scorers())
        {
            // What lies behind the row's scores stays as it is.
            float[] actual = [.. Enumerable.Repeat(float.NaN, shape.Outputs + 1)];
            score(values, places, weights, biases, actual.AsSpan(0, shape.Outputs));
            for (int k = 0; k < shape.Outputs; k++)
            {
                double expected = biases[k];
                for (int j = 0; j < places.Length; j++)
                    expected += (double)values[j] * weights[places[j] * shape.Outputs + k];
                Assert.AreEqual(expected, actual[k], 1e-5);
            }

            Assert.IsTrue(float.IsNaN(actual[^1]));
        }
    });

    [TestMethod]
    public void Multiples_are_those_of_plain_loops_and_touch_no_other_block() => _shapes.Sample(shape =>
    {
        (int[] places, float[] values, float[] weights, float[] factors) = Draw(shape);
        foreach (Adder add in Adders())
        {
            float[] actual = [.. weights];
            double[] expected = Array.ConvertAll(weights, w => (double)w);
            for (int column = 0; column < shape.Columns; column++)
                if (!places.Contains(column))
                    actual.AsSpan(column * shape.Outputs, shape.Outputs).Fill(float.NaN);
            add(values, places, factors, actual);
            for (int j = 0; j < places.Length; j++)
                for (int k = 0; k < shape.Outputs; k++)
                    expected[places[j] * shape.Outputs + k] += (double)values[j] * factors[k];
            for (int i = 0; i < actual.Length; i++)
                if (places.Contains(i / shape.Outputs))
                    Assert.AreEqual(expected[i], actual[i], 1e-5);
                else
                    Assert.IsTrue(float.IsNaN(actual[i]));
        }
    });

    private static IEnumerable<Scorer> Scorers()
    {
        yield return PlainSparseRow.Score;
        if (Lanes256.IsSupported)
            yield return TiledSparseRow<Lanes256, Vector256<float>>.Score;
        if (Lanes512.IsSupported)
            yield return TiledSparseRow<Lanes512, Vector512<float>>.Score;
        yield return SparseProducts.Score;
    }

    private static IEnumerable<Adder> Adders()
    {
        yield return PlainSparseRow.AddMultiple;
        if (Lanes256.IsSupported)
            yield return TiledSparseRow<Lanes256, Vector256<float>>.AddMultiple;
        if (Lanes512.IsSupported)
            yield return TiledSparseRow<Lanes512, Vector512<float>>.AddMultiple;
        yield return SparseProducts.AddMultiple;
    }

    private static (int[] Places, float[] Values, float[] Weights, float[] Biases) Draw((int Columns, int Outputs, int Entries, int Seed) shape)
    {
        var random = new Random(shape.Seed);
        int[] places = [.. Enumerable.Range(0, shape.Columns)];
        random.Shuffle(places);
        return (places[..shape.Entries], Floats(shape.Entries), Floats(shape.Columns * shape.Outputs), Floats(shape.Outputs));

        float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private delegate void Scorer(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores);

    private delegate void Adder(ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> factors, Span<float> gradient);
}
