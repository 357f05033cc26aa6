using System.Security.Cryptography;
using Microsoft.ML;

namespace MLExtensions.Views;

/// <summary>The columns of a data view, held in memory.</summary>
internal sealed class RowStore
{
    private readonly object _lock = new();
    private readonly IDataView? _source;
    private readonly StoredColumn?[] _columns;
    private int? _rows;

    private RowStore(DataViewSchema schema, IDataView? source)
    {
        Schema = schema;
        _source = source;
        _columns = new StoredColumn?[schema.Count];
    }

    public DataViewSchema Schema { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _rows ?? Read([], CancellationToken.None);

    /// <summary>Reads all columns that can be held and are not hidden, in one pass.</summary>
    public static RowStore ReadAll(IDataView data, CancellationToken cancellationToken)
    {
        var store = new RowStore(data.Schema, source: null);
        store.Read(data, data.Schema.Where(column => !column.IsHidden && StoredColumn.CanHold(column.Type)), cancellationToken);
        return store;
    }

    /// <summary>Reads nothing yet; columns are read when they are asked for, those asked for together in one pass.</summary>
    /// <param name="data">Rows that are the same in each pass.</param>
    public static RowStore OnDemand(IDataView data) => new(data.Schema, data);

    /// <summary>Reads those of some columns that can be held and are not there yet, in one pass.</summary>
    public void Require(DataViewSchema.Column[] columns)
    {
        if (_source is not null && columns.Any(column => StoredColumn.CanHold(column.Type) && !IsHeld(column)))
            Read([.. columns.Where(column => StoredColumn.CanHold(column.Type))], CancellationToken.None);
    }

    /// <summary>
    /// A cursor over the rows of the source, for those of some columns that cannot be held; null where there are none.
    /// </summary>
    public DataViewRowCursor? OpenSource(DataViewSchema.Column[] columns)
    {
        DataViewSchema.Column[] others = _source is null ? [] : [.. columns.Where(column => !IsHeld(column))];
        return others.Length == 0 ? null : _source!.GetRowCursor(others);
    }

    /// <summary>A getter of a column's value in the row that a cursor is at.</summary>
    public Delegate GetterAt(StoredRowCursor cursor, DataViewSchema.Column column) =>
        (Volatile.Read(ref _columns[column.Index]) ?? throw Unheld(column)).GetterAt(cursor);

    /// <summary>Appends all values of a column to a hash.</summary>
    /// <returns>Whether the column is held; otherwise nothing was appended.</returns>
    public bool AppendTo(IncrementalHash hash, DataViewSchema.Column column)
    {
        StoredColumn? stored = Volatile.Read(ref _columns[column.Index]);
        stored?.AppendTo(hash);
        return stored is not null;
    }

    private bool IsHeld(DataViewSchema.Column column) => Volatile.Read(ref _columns[column.Index]) is not null;

    private int Read(DataViewSchema.Column[] columns, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DataViewSchema.Column[] missing = [.. columns.Where(column => !IsHeld(column))];
            if (missing.Length > 0 || _rows is null)
                Read(_source!, missing, cancellationToken);
            return _rows!.Value;
        }
    }

    private void Read(IDataView data, IEnumerable<DataViewSchema.Column> columns, CancellationToken cancellationToken)
    {
        DataViewSchema.Column[] active = [.. columns];
        using DataViewRowCursor cursor = data.GetRowCursor(active);
        StoredColumn[] stored = Array.ConvertAll(active, column => StoredColumn.Open(cursor, column));
        int rows = 0;
        for (; cursor.MoveNext(); rows = checked(rows + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (StoredColumn column in stored)
                column.Append();
        }

        if (_rows is { } before && before != rows)
            throw new InvalidOperationException($"A step of the pipeline gave {before} rows at first and then {rows}; it has to give the same rows in each pass.");
        foreach (StoredColumn column in stored)
            column.Complete();
        for (int i = 0; i < active.Length; i++)
            Volatile.Write(ref _columns[active[i].Index], stored[i]);
        _rows = rows;
    }

    private static InvalidOperationException Unheld(DataViewSchema.Column column) => new(column.IsHidden
        ? $"Column '{column.Name}' is hidden by a later one of the same name, and only that was read."
        : $"Column '{column.Name}' of type {column.Type} cannot be kept in memory, where the rows are kept that are read once. Make it by a step of the pipeline, as LoadImages does, or turn it into numbers before, as ExtractPixels does.");
}
