using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Support;

/// <summary>Passes a data view through, and keeps how often it was read and how many of its cursors are open.</summary>
internal sealed class WatchedDataView(IDataView source) : IDataView
{
    private int _open;

    public int Passes { get; private set; }

    /// <summary>The number of cursors that the last pass was made with.</summary>
    public int Cursors { get; private set; }

    public int Open => _open;

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Watch([source.GetRowCursor(columnsNeeded, rand)])[0];

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        Watch(source.GetRowCursorSet(columnsNeeded, n, rand));

    private DataViewRowCursor[] Watch(DataViewRowCursor[] cursors)
    {
        Passes++;
        Cursors = cursors.Length;
        Interlocked.Add(ref _open, cursors.Length);
        return Array.ConvertAll<DataViewRowCursor, DataViewRowCursor>(cursors, cursor => new Cursor(this, cursor));
    }

    private sealed class Cursor(WatchedDataView view, DataViewRowCursor source) : DataViewRowCursor
    {
        private bool _disposed;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override DataViewSchema Schema => source.Schema;

        public override bool MoveNext() => source.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (!_disposed)
            {
                _disposed = true;
                source.Dispose();
                Interlocked.Decrement(ref view._open);
            }

            base.Dispose(disposing);
        }
    }
}
