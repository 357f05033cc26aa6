using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Views;

/// <summary>The rows of a data view in its order, each as often as asked for, the same ones behind each other.</summary>
/// <param name="source">A data view that gives out its rows in the same order whenever a cursor passes over them.</param>
/// <param name="times">For each of its rows how often it is there, which may be never.</param>
internal sealed class RepeatedRows(IDataView source, int[] times) : IDataView
{
    private readonly long _count = times.Sum(count => (long)count);

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => _count;

    // Rows are known by their place, so that it takes one cursor that begins at the first.
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), times);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor source, int[] times) : DataViewRowCursor
    {
        private int _row = -1;
        private int _left;
        private long _position = -1;

        public override DataViewSchema Schema => source.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            while (_left == 0)
            {
                if (!source.MoveNext())
                {
                    _position = -1;
                    return false;
                }

                _left = times[++_row];
            }

            _left--;
            _position++;
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
