using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Views;

/// <summary>A cursor over rows in memory, beside it one over those columns that cannot be held there.</summary>
internal sealed class StoredRowCursor : DataViewRowCursor
{
    private readonly RowStore _store;
    private readonly RowOrder _order;
    private readonly bool[] _active;
    private readonly DataViewRowCursor? _beside;
    private int _rowBeside = -1;
    private long _position = -1;
    private bool _hasEnded;

    public StoredRowCursor(RowStore store, DataViewSchema.Column[] columns, RowOrder order)
    {
        _store = store;
        _active = ActiveColumns.Of(store.Schema, columns);
        _beside = store.OpenSource(columns);

        // The other cursor cannot go back.
        _order = _beside is not null && order.Rows is { } rows ? order with { Rows = [.. rows.Order()] } : order;
    }

    /// <summary>The number of the row in the source; negative before the first and behind the last.</summary>
    public int Row { get; private set; } = -1;

    public override DataViewSchema Schema => _store.Schema;

    public override long Position => _position;

    public override long Batch => _position < 0 ? 0 : _order.Batch(_position);

    public override bool MoveNext()
    {
        Row = _hasEnded ? -1 : _order.Row(_position + 1);
        _hasEnded = Row < 0;
        _position = _hasEnded ? -1 : _position + 1;
        if (_hasEnded)
            return false;
        for (; _beside is not null && _rowBeside < Row; _rowBeside++)
            _beside.MoveNext();
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new InvalidOperationException($"Column '{column.Name}' is not active in this row.");
        if (_beside?.IsColumnActive(column) == true)
            return _beside.GetGetter<TValue>(column);
        return _store.GetterAt(this, column) as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _beside?.Dispose();
        base.Dispose(disposing);
    }
}
