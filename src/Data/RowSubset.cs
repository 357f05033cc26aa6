using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Data;

/// <summary>Some rows of a data view, in its order.</summary>
/// <param name="source">A data view that gives out its rows in the same order whenever a cursor passes over them.</param>
/// <param name="rows">How many rows it has.</param>
/// <param name="isChosen">Whether the row at a place is among them.</param>
internal sealed class RowSubset(IDataView source, int rows, Func<int, bool> isChosen) : IDataView
{
    private readonly int _count = Enumerable.Range(0, rows).Count(isChosen);

    /// <summary>The rows that an array says.</summary>
    /// <param name="source">A data view that gives out its rows in the same order whenever a cursor passes over them.</param>
    /// <param name="chosen">For each of its rows whether it is among them.</param>
    public RowSubset(IDataView source, bool[] chosen)
        : this(source, chosen.Length, row => chosen[row])
    {
    }

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    /// <summary>The first rows of an order, or as many as there are.</summary>
    /// <param name="source">A data view that gives out its rows in the same order whenever a cursor passes over them.</param>
    /// <param name="order">The places of all its rows, those first that are wanted first.</param>
    /// <param name="count">How many.</param>
    public static RowSubset First(IDataView source, int[] order, int count)
    {
        var chosen = new bool[order.Length];
        foreach (int row in order.Take(count))
            chosen[row] = true;
        return new RowSubset(source, chosen);
    }

    public long? GetRowCount() => _count;

    // Rows are known by their place, so that it takes one cursor that begins at the first.
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), isChosen);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor source, Func<int, bool> isChosen) : DataViewRowCursor
    {
        private int _row = -1;
        private long _position = -1;

        public override DataViewSchema Schema => source.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            while (source.MoveNext())
            {
                if (!isChosen(++_row))
                    continue;
                _position++;
                return true;
            }

            _position = -1;
            return false;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
