namespace MLExtensions.Matrices;

internal sealed partial class SparseMatrix
{
    /// <summary>Collects rows.</summary>
    internal sealed class Builder(int columns) : MatrixBuilder
    {
        private readonly List<Chunk> _chunks = [];

        // The chunk under way. Its arrays are grown for it and used again for the next: what is kept has the right length.
        private readonly int[] _starts = new int[RowsPerChunk + 1];
        private int[] _indices = [];
        private float[] _values = [];
        private int _entries;
        private int _rowsInChunk;
        private int _rows;

        public override int Rows => _rows;

        public long StoredEntries { get; private set; }

        /// <summary>Appends an entry to the row under way; columns come in increasing order, zeros are not stored.</summary>
        public void Add(int column, float value)
        {
            EnsureRoom(1);
            Append(column, value);
        }

        /// <summary>Ends the row under way.</summary>
        public void EndRow()
        {
            _starts[++_rowsInChunk] = _entries;
            _rows = checked(_rows + 1);
            if (_rowsInChunk == RowsPerChunk)
                EndChunk();
        }

        public override void Add(ReadOnlySpan<float> row)
        {
            EnsureRoom(row.Length);
            for (int i = 0; i < row.Length; i++)
                Append(i, row[i]);
            EndRow();
        }

        public override void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
        {
            EnsureRoom(indices.Length);
            for (int i = 0; i < indices.Length; i++)
                Append(indices[i], values[i]);
            EndRow();
        }

        public override void MoveTo(MatrixBuilder target)
        {
            EndChunk();
            for (int i = 0; i < _chunks.Count; i++)
            {
                Chunk chunk = _chunks[i];
                _chunks[i] = Chunk.Empty;
                for (int row = 0; row < chunk.Rows; row++)
                    target.Add(chunk.RowIndices(row), chunk.RowValues(row));
            }
        }

        public override SparseMatrix Build()
        {
            EndChunk();
            return new SparseMatrix([.. _chunks], _rows, columns, StoredEntries);
        }

        // A zero is written, too, for want of a branch, but not counted. Nobody looks at a column again before it is an address.
        private void Append(int column, float value)
        {
            if ((uint)column >= (uint)columns)
                throw new InvalidOperationException($"A sparse row of {columns} features has an entry of number {column}; numbers must be from 0 to {columns - 1}.");
            _indices[_entries] = column;
            _values[_entries] = value;
            _entries += value == 0 ? 0 : 1;
        }

        private void EnsureRoom(int entries)
        {
            int needed = checked(_entries + entries);
            if (needed <= _values.Length)
                return;
            int length = Math.Max(needed, (int)Math.Min(2L * _values.Length, Array.MaxLength));
            Array.Resize(ref _indices, length);
            Array.Resize(ref _values, length);
        }

        private void EndChunk()
        {
            if (_rowsInChunk == 0)
                return;
            _chunks.Add(new Chunk(
                _starts.AsSpan(0, _rowsInChunk + 1).ToArray(),
                _indices.AsSpan(0, _entries).ToArray(),
                _values.AsSpan(0, _entries).ToArray()));
            StoredEntries += _entries;
            _entries = 0;
            _rowsInChunk = 0;
        }
    }
}
