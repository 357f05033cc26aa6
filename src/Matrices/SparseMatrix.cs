using System.Numerics.Tensors;

namespace MLExtensions.Matrices;

/// <summary>
/// A matrix that stores the non-zero entries of each row (compressed sparse rows). Rows lie in chunks, so that it can
/// grow without copying what it holds and is not bound by the length of one array.
/// </summary>
internal sealed class SparseMatrix : FeatureMatrix
{
    private const int RowShift = 12;
    private const int RowsPerChunk = 1 << RowShift;

    private readonly Chunk[] _chunks;

    private SparseMatrix(Chunk[] chunks, int rows, int columns, long storedEntries)
        : base(rows, columns)
    {
        _chunks = chunks;
        StoredEntries = storedEntries;
    }

    public override long StoredEntries { get; }

    /// <summary>The columns of the row's non-zeros, increasing.</summary>
    public ReadOnlySpan<int> Indices(int row)
    {
        Chunk chunk = _chunks[row >> RowShift];
        int start = chunk.Starts[row & (RowsPerChunk - 1)];
        return chunk.Indices.AsSpan(start, chunk.Starts[(row & (RowsPerChunk - 1)) + 1] - start);
    }

    /// <summary>The row's non-zeros, in the order of <see cref="Indices"/>.</summary>
    public Span<float> Values(int row)
    {
        Chunk chunk = _chunks[row >> RowShift];
        int start = chunk.Starts[row & (RowsPerChunk - 1)];
        return chunk.Values.AsSpan(start, chunk.Starts[(row & (RowsPerChunk - 1)) + 1] - start);
    }

    public override double SquaredRowNorm(int row) => TensorPrimitives.SumOfSquares<float>(Values(row));

    public override FeatureMatrix Select(ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var builder = new Builder(Columns);
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = Indices(row);
            ReadOnlySpan<float> values = Values(row);
            for (int j = 0; j < indices.Length; j++)
                builder.Add(indices[j], values[j]);
            builder.EndRow();
        }

        return builder.Build();
    }

    public override void CopyRow(int row, Span<double> target)
    {
        target.Clear();
        ReadOnlySpan<int> indices = Indices(row);
        ReadOnlySpan<float> values = Values(row);
        for (int j = 0; j < indices.Length; j++)
            target[indices[j]] = values[j];
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
                    sum += w[indices[j]] * values[j];
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
                    t[indices[j]] += factor * values[j];
            }
        }
    }

    private sealed record Chunk(int[] Starts, int[] Indices, float[] Values);

    /// <summary>Collects rows.</summary>
    internal sealed class Builder(int columns)
    {
        private readonly List<Chunk> _chunks = [];
        private readonly List<int> _starts = [0];
        private readonly List<int> _indices = [];
        private readonly List<float> _values = [];

        public int Rows { get; private set; }

        public long StoredEntries { get; private set; }

        /// <summary>Appends an entry to the row under way; columns come in increasing order, zeros are not stored.</summary>
        public void Add(int column, float value)
        {
            if (value == 0)
                return;
            _indices.Add(column);
            _values.Add(value);
            StoredEntries++;
        }

        /// <summary>Ends the row under way.</summary>
        public void EndRow()
        {
            _starts.Add(_indices.Count);
            Rows++;
            if (_starts.Count > RowsPerChunk)
                EndChunk();
        }

        public SparseMatrix Build()
        {
            if (_starts.Count > 1)
                EndChunk();
            return new SparseMatrix([.. _chunks], Rows, columns, StoredEntries);
        }

        private void EndChunk()
        {
            _chunks.Add(new Chunk([.. _starts], [.. _indices], [.. _values]));
            _starts.RemoveRange(1, _starts.Count - 1);
            _indices.Clear();
            _values.Clear();
        }
    }
}
