using System.Numerics.Tensors;

namespace MLExtensions.Matrices;

/// <summary>
/// A matrix that stores the non-zero entries of each row (compressed sparse rows). Rows lie in chunks, so that it can
/// grow without copying what it holds and is not bound by the length of one array.
/// </summary>
internal sealed partial class SparseMatrix : FeatureMatrix
{
    private const int RowShift = 8;
    private const int RowsPerChunk = 1 << RowShift;

    private readonly Chunk[] _chunks;
    private int[]? _rowsHolding;

    private SparseMatrix(Chunk[] chunks, int rows, int columns, long storedEntries)
        : base(rows, columns)
    {
        _chunks = chunks;
        StoredEntries = storedEntries;
    }

    public override long StoredEntries { get; }

    public override long Bytes => (sizeof(float) + sizeof(int)) * StoredEntries + sizeof(int) * (long)Rows;

    /// <summary>The columns of the row's non-zeros, increasing.</summary>
    public ReadOnlySpan<int> Indices(int row) => _chunks[row >> RowShift].RowIndices(row & (RowsPerChunk - 1));

    /// <summary>The row's non-zeros, in the order of <see cref="Indices"/>.</summary>
    public Span<float> Values(int row) => _chunks[row >> RowShift].RowValues(row & (RowsPerChunk - 1));

    /// <summary>Both.</summary>
    public SparseRow SparseRow(int row) => new(Indices(row), Values(row));

    /// <summary>For each column how many rows hold it; counted once, since rescaling leaves the entries where they are.</summary>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public int[] CountRowsHolding(CancellationToken cancellationToken)
    {
        if (_rowsHolding is not null)
            return _rowsHolding;
        var counts = new int[Columns];
        for (int row = 0; row < Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (int column in Indices(row))
                counts[column]++;
        }

        return _rowsHolding = counts;
    }

    public override double SquaredRowNorm(int row) => TensorPrimitives.SumOfSquares<float>(Values(row));

    public override FeatureMatrix Select(ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var builder = new Builder(Columns);
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Add(Indices(row), Values(row));
        }

        return builder.Build();
    }

    public override void CopyRow(int row, Span<double> target)
    {
        target.Clear();
        ReadOnlySpan<int> indices = Indices(row);
        ReadOnlySpan<float> values = Values(row);
        for (int j = 0; j < indices.Length; j++)
            target[indices[j]] = DoublePrecision.Of(values[j]);
    }

    public override void Multiply(int start, double[][] weights, Span<double> scores)
    {
        for (int i = 0; i < scores.Length / weights.Length; i++)
        {
            ReadOnlySpan<int> indices = Indices(start + i);
            ReadOnlySpan<float> values = Values(start + i);
            for (int k = 0; k < weights.Length; k++)
            {
                double[] w = weights[k];
                double sum = 0;
                for (int j = 0; j < indices.Length; j++)
                    sum += w[indices[j]] * DoublePrecision.Of(values[j]);
                scores[i * weights.Length + k] = sum;
            }
        }
    }

    public override void AddMultiples(int start, ReadOnlySpan<double> factors, double[][] target)
    {
        for (int i = 0; i < factors.Length / target.Length; i++)
        {
            ReadOnlySpan<int> indices = Indices(start + i);
            ReadOnlySpan<float> values = Values(start + i);
            for (int k = 0; k < target.Length; k++)
            {
                double factor = factors[i * target.Length + k];
                double[] t = target[k];
                for (int j = 0; j < indices.Length; j++)
                    t[indices[j]] += factor * DoublePrecision.Of(values[j]);
            }
        }
    }

    /// <param name="Starts">Where each row starts, and the last one ends.</param>
    /// <param name="Indices">The columns of the entries.</param>
    /// <param name="Values">The entries.</param>
    private sealed record Chunk(int[] Starts, int[] Indices, float[] Values)
    {
        public static readonly Chunk Empty = new([0], [], []);

        public int Rows => Starts.Length - 1;

        public ReadOnlySpan<int> RowIndices(int row) => Indices.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

        public Span<float> RowValues(int row) => Values.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);
    }
}
