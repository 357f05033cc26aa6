using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Views;

/// <summary>A data view over arrays, a column each.</summary>
internal sealed class MemoryView : IDataView
{
    private readonly int _rows;
    private readonly List<Func<Func<int>, Delegate>> _getters = [];
    private readonly DataViewSchema.Builder _schema = new();
    private DataViewSchema? _built;

    /// <param name="rows">How many rows there are.</param>
    public MemoryView(int rows) => _rows = rows;

    /// <summary>All columns added so far; no more can be added once it was asked for.</summary>
    public DataViewSchema Schema => _built ??= _schema.ToSchema();

    public bool CanShuffle => false;

    public long? GetRowCount() => _rows;

    /// <summary>Adds a column.</summary>
    /// <typeparam name="TValue">The raw type of <paramref name="type"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="value">The value in a row.</param>
    /// <param name="annotate">Adds the column's annotations. Default: null, none.</param>
    public MemoryView Add<TValue>(
        string name, DataViewType type, Func<int, TValue> value, Action<DataViewSchema.Annotations.Builder>? annotate = null)
    {
        AddColumn(name, type, annotate);
        _getters.Add(row => (ValueGetter<TValue>)((ref TValue destination) => destination = value(row())));
        return this;
    }

    /// <summary>Adds a column of dense vectors. Whoever reads one gets a copy, since he may write to it.</summary>
    public MemoryView AddVectors<TItem>(
        string name, PrimitiveDataViewType itemType, int size, Func<int, TItem[]> values, Action<DataViewSchema.Annotations.Builder>? annotate = null) =>
        AddVectors(name, itemType, size, row => new VBuffer<TItem>(size, values(row)), annotate);

    /// <summary>Adds a column of vectors. Whoever reads one gets a copy, since he may write to it.</summary>
    public MemoryView AddVectors<TItem>(
        string name, PrimitiveDataViewType itemType, int size, Func<int, VBuffer<TItem>> vector, Action<DataViewSchema.Annotations.Builder>? annotate = null)
    {
        AddColumn(name, new VectorDataViewType(itemType, size), annotate);
        _getters.Add(row => (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> destination) => vector(row()).CopyTo(ref destination)));
        return this;
    }

    public MemoryView AddText(string name, Func<int, string> text) =>
        Add(name, TextDataViewType.Instance, row => text(row).AsMemory());

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, ActiveColumns.Of(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private void AddColumn(string name, DataViewType type, Action<DataViewSchema.Annotations.Builder>? annotate)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotate?.Invoke(annotations);
        _schema.AddColumn(name, type, annotations.ToAnnotations());
    }

    private sealed class Cursor(MemoryView view, bool[] active) : DataViewRowCursor
    {
        private int _row = -1;
        private bool _hasEnded;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _row;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            _hasEnded |= _row + 1 == view._rows;
            _row = _hasEnded ? -1 : _row + 1;
            return !_hasEnded;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!active[column.Index])
                throw new InvalidOperationException($"Column '{column.Name}' is not active in this row.");
            return view._getters[column.Index](() => _row) as ValueGetter<TValue> ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
        }
    }
}
