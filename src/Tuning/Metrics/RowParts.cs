using Microsoft.ML;

namespace MLExtensions.Tuning.Metrics;

/// <summary>What is read of rows while a cursor passes over them.</summary>
internal interface IRowPart
{
    /// <summary>The columns that the cursor has to have.</summary>
    IEnumerable<DataViewSchema.Column> Columns { get; }

    void Open(DataViewRowCursor cursor);

    /// <summary>Reads the row that the cursor is at.</summary>
    void Add();
}

/// <summary>The values of a column.</summary>
internal sealed class ColumnPart<T>(DataViewSchema.Column column) : IRowPart
{
    private ValueGetter<T>? _get;

    public IEnumerable<DataViewSchema.Column> Columns => [column];

    /// <summary>All values read.</summary>
    public List<T> Values { get; } = [];

    public void Open(DataViewRowCursor cursor) => _get = cursor.GetGetter<T>(column);

    public void Add()
    {
        T value = default!;
        _get!(ref value);
        Values.Add(value);
    }
}

/// <summary>Reads several parts of rows.</summary>
internal static class RowParts
{
    /// <summary>Reads all rows, in one pass.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="parts">What to read of them; of each row the first comes first.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static void Read(IDataView data, IReadOnlyList<IRowPart> parts, CancellationToken cancellationToken)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([.. parts.SelectMany(part => part.Columns).DistinctBy(column => column.Index)]);
        foreach (IRowPart part in parts)
            part.Open(cursor);
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (IRowPart part in parts)
                part.Add();
        }
    }
}
