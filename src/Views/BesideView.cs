using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Views;

/// <summary>
/// The columns of two data views of as many rows, beside each other; of two of one name the second hides the first.
/// </summary>
internal sealed class BesideView : IDataView
{
    private readonly IDataView _first;
    private readonly IDataView _second;

    /// <param name="first">The rows.</param>
    /// <param name="second">What stands beside them, in the same order.</param>
    public BesideView(IDataView first, IDataView second)
    {
        _first = first;
        _second = second;
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(first.Schema);
        schema.AddColumns(second.Schema);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _first.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, ActiveColumns.Of(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(BesideView view, bool[] active) : DataViewRowCursor
    {
        private readonly DataViewRowCursor _first = view._first.GetRowCursor(view._first.Schema.Where(column => active[column.Index]));
        private readonly DataViewRowCursor _second = view._second.GetRowCursor(view._second.Schema.Where(column => active[view._first.Schema.Count + column.Index]));

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _first.Position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            bool isThere = _first.MoveNext();
            return _second.MoveNext() == isThere
                ? isThere : throw new InvalidOperationException("Of two data views beside each other one has more rows than the other.");
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<DataViewRowId> GetIdGetter() => _second.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            int index = column.Index - _first.Schema.Count;
            return index < 0 ? _first.GetGetter<TValue>(_first.Schema[column.Index]) : _second.GetGetter<TValue>(_second.Schema[index]);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _first.Dispose();
                _second.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
