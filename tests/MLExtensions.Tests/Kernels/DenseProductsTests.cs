using System.Runtime.Intrinsics;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Kernels;

/// <summary>Tiles of every shape, beside the plain loops in double precision.</summary>
[TestClass]
public class DenseProductsTests
{
    private static readonly int[] _columns = [1, 3, 8, 9, 15, 16, 23, 32, 40, 65];
    private static readonly int[] _outputs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 17, 33];
    private static readonly int[] _rows = [1, 2, 3, 4, 5, 7, 8];

    [TestMethod]
    public void Scores_are_those_of_plain_loops_for_any_shape()
    {
        foreach ((int columns, int outputs, int rows) in Shapes())
        {
            var data = new Data(columns, outputs, rows);
            foreach (Scorer score in Scorers())
            {
                float[] actual = [.. Enumerable.Repeat(float.NaN, rows * outputs)];
                score(data.Matrix, data.Rows, data.Weights, data.Biases, actual);
                for (int i = 0; i < actual.Length; i++)
                    Assert.AreEqual(data.Score(i / outputs, i % outputs), actual[i], 1e-5, $"{columns} columns, {outputs} outputs, {rows} rows");
            }
        }
    }

    [TestMethod]
    public void Multiples_are_those_of_plain_loops_for_any_shape()
    {
        foreach ((int columns, int outputs, int rows) in Shapes())
        {
            var data = new Data(columns, outputs, rows);
            foreach (Adder add in Adders())
            {
                float[] actual = [.. data.Weights];
                add(data.Matrix, data.Rows, data.Factors, actual, ColumnRange.All(columns));
                for (int i = 0; i < actual.Length; i++)
                    Assert.AreEqual(data.Weights[i] + data.Sum(i / columns, i % columns), actual[i], 1e-5, $"{columns} columns, {outputs} outputs, {rows} rows");
            }
        }
    }

    [TestMethod]
    public void A_row_has_the_same_score_to_the_bit_whatever_rows_and_outputs_it_is_with()
    {
        var data = new Data(columns: 61, outputs: 13, rows: 8);
        foreach (Scorer score in Scorers().SkipLast(1))
        {
            float[] together = new float[8 * 13];
            score(data.Matrix, data.Rows, data.Weights, data.Biases, together);
            for (int i = 0; i < 8; i++)
            {
                for (int k = 0; k < 13; k++)
                {
                    float[] alone = new float[1];
                    score(data.Matrix, data.Rows.AsSpan(i, 1), data.Weights.AsSpan(k * 61, 61), data.Biases.AsSpan(k, 1), alone);
                    Assert.AreEqual(together[i * 13 + k], alone[0]);
                }
            }
        }
    }

    /// <summary>Those that this processor has; the last chooses among them by the shape.</summary>
    private static IEnumerable<Scorer> Scorers()
    {
        yield return PlainProducts.Score;
        if (Lanes256.IsSupported)
        {
            yield return TiledScores<Lanes256, Vector256<float>, Two>.Score;
            yield return PackedScores<Lanes256, Vector256<float>>.Score;
        }

        if (Lanes512.IsSupported)
        {
            yield return TiledScores<Lanes512, Vector512<float>, Four>.Score;
            yield return PackedScores<Lanes512, Vector512<float>>.Score;
        }

        yield return DenseProducts.Score;
    }

    private static IEnumerable<Adder> Adders()
    {
        yield return PlainProducts.AddMultiples;
        if (Lanes256.IsSupported)
            yield return (x, rows, factors, gradient, columns) =>
                TiledMultiples<Lanes256, Vector256<float>>.AddMultiples(x, rows, factors, gradient, columns, next: rows);
        if (Lanes512.IsSupported)
            yield return (x, rows, factors, gradient, columns) =>
                TiledMultiples<Lanes512, Vector512<float>>.AddMultiples(x, rows, factors, gradient, columns, next: rows);
        yield return (x, rows, factors, gradient, columns) => DenseProducts.AddMultiples(x, rows, factors, gradient, columns);
    }

    private static IEnumerable<(int Columns, int Outputs, int Rows)> Shapes() =>
        from columns in _columns from outputs in _outputs from rows in _rows select (columns, outputs, rows);

    private delegate void Scorer(DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores);

    private delegate void Adder(DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient, ColumnRange columns);

    private sealed class Data
    {
        private const int AllRows = 10;

        private readonly int _columns;
        private readonly int _outputs;

        public Data(int columns, int outputs, int rows)
        {
            var random = new Random(columns * 1000 + outputs * 10 + rows);
            _columns = columns;
            _outputs = outputs;
            var builder = new DenseMatrix.Builder(columns);
            for (int i = 0; i < AllRows; i++)
                foreach (ref float value in builder.AddRow())
                    value = random.NextSingle() - 0.5f;
            Matrix = builder.Build();
            int[] order = [.. Enumerable.Range(0, AllRows)];
            random.Shuffle(order);
            Rows = order[..rows];
            Weights = Draw(outputs * columns);
            Biases = Draw(outputs);
            Factors = Draw(rows * outputs);

            // A row of zeros, which costs nothing.
            if (rows > 1)
                Factors.AsSpan(outputs, outputs).Clear();

            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        }

        public DenseMatrix Matrix { get; }

        public int[] Rows { get; }

        public float[] Weights { get; }

        public float[] Biases { get; }

        public float[] Factors { get; }

        public double Score(int row, int output)
        {
            double sum = Biases[output];
            for (int f = 0; f < _columns; f++)
                sum += (double)Matrix.Row(Rows[row])[f] * Weights[output * _columns + f];
            return sum;
        }

        public double Sum(int output, int column)
        {
            double sum = 0;
            for (int i = 0; i < Rows.Length; i++)
                sum += (double)Factors[i * _outputs + output] * Matrix.Row(Rows[i])[column];
            return sum;
        }
    }
}
