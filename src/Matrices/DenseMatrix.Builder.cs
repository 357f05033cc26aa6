namespace MLExtensions.Matrices;

internal sealed partial class DenseMatrix
{
    /// <summary>Collects rows.</summary>
    /// <remarks>
    /// Rows that were reserved may be written by several threads at the same time, and while further ones are being
    /// reserved; all else is for one thread at a time.
    /// </remarks>
    /// <param name="columns">How many.</param>
    /// <param name="rows">How many there will be, if that is known: then none is copied.</param>
    internal sealed class Builder(int columns, int rows = 0) : MatrixBuilder
    {
        // The largest power of two of rows that fits a chunk, at least one row.
        private readonly int _rowShift = int.Log2(Math.Max(1, EntriesPerChunk / Math.Max(1, columns)));

        // An array that is outgrown keeps its chunks, so that whoever still looks into it finds the rows it reserved.
        private float[][] _chunks = [];
        private int _chunkCount;
        private int _rows;

        public override int Rows => _rows;

        private int RowsPerChunk => 1 << _rowShift;

        /// <summary>Appends rows whose entries are undefined until they are written.</summary>
        /// <returns>The first of them.</returns>
        public int Reserve(int count)
        {
            int first = _rows;
            _rows = checked(_rows + count);
            while ((long)_chunkCount << _rowShift < _rows)
            {
                if (_chunkCount == _chunks.Length)
                    Array.Resize(ref _chunks, Math.Max(4, 2 * _chunkCount));
                int left = rows - (_chunkCount << _rowShift);
                int rowsOfChunk = left > 0 ? Math.Min(left, RowsPerChunk) : RowsPerChunk;
                _chunks[_chunkCount++] = GC.AllocateUninitializedArray<float>(rowsOfChunk * columns, pinned: true);
            }

            return first;
        }

        public void Set(int row, ReadOnlySpan<float> entries) => entries.CopyTo(Row(row));

        public void Set(int row, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
        {
            Span<float> target = Row(row);
            target.Clear();
            for (int i = 0; i < indices.Length; i++)
                target[indices[i]] = values[i];
        }

        public override void Add(ReadOnlySpan<float> row) => Set(Reserve(1), row);

        public override void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values) => Set(Reserve(1), indices, values);

        /// <summary>Appends a row of zeros and returns it to be filled.</summary>
        public Span<float> AddRow()
        {
            Span<float> row = Row(Reserve(1));
            row.Clear();
            return row;
        }

        public override void MoveTo(MatrixBuilder target)
        {
            for (int row = 0; row < _rows; row++)
            {
                target.Add(Row(row));
                if (((row + 1) & (RowsPerChunk - 1)) == 0)
                    _chunks[row >> _rowShift] = [];
            }
        }

        public override DenseMatrix Build()
        {
            float[][] chunks = _chunks[.._chunkCount];
            int rowsInLast = _rows - ((_chunkCount - 1) << _rowShift);
            if (_chunkCount > 0 && rowsInLast * columns < chunks[^1].Length)
            {
                chunks[^1] = GC.AllocateUninitializedArray<float>(rowsInLast * columns, pinned: true);
                _chunks[_chunkCount - 1].AsSpan(0, chunks[^1].Length).CopyTo(chunks[^1]);
            }

            return new DenseMatrix(chunks, _rowShift, _rows, columns);
        }

        private Span<float> Row(int row) =>
            _chunks[row >> _rowShift].AsSpan((row & (RowsPerChunk - 1)) * columns, columns);
    }
}
