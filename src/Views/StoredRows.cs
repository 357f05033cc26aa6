using System.Security.Cryptography;
using Microsoft.ML;
using MLExtensions.Interop;
using MLExtensions.Values;

namespace MLExtensions.Views;

/// <summary>
/// Rows held in memory, or some of those that are. They can be read as often as one likes, by several threads, and are always the
/// same.
/// </summary>
/// <remarks>
/// Columns have the order, the types and the annotations of the source's. Rows are known by their number in the source, which is
/// their id. Some rows of the same source take no more memory than their numbers.
/// </remarks>
internal sealed class StoredRows : IDataView
{
    /// <summary>As many rows in a row come from one cursor of a set.</summary>
    private const int BatchLength = 64;

    private readonly RowStore _store;

    /// <summary>The numbers of the rows in the source; null if it is all of them.</summary>
    private readonly int[]? _rows;

    private StoredRows(RowStore store, int[]? rows)
    {
        _store = store;
        _rows = rows;
    }

    /// <inheritdoc/>
    public DataViewSchema Schema => _store.Schema;

    /// <inheritdoc/>
    public bool CanShuffle => true;

    /// <summary>How many rows there are.</summary>
    public int Count => _rows?.Length ?? _store.Rows;

    /// <summary>
    /// Reads all rows of a data view in one pass, so that its columns belong together and it need not give the same rows twice.
    /// </summary>
    /// <param name="data">The data view; rows that are in memory already are not copied.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <remarks>Reading a column that cannot be held, such as one of images, then throws an exception that names it.</remarks>
    public static StoredRows Of(IDataView data, CancellationToken cancellationToken = default) =>
        data as StoredRows ?? new StoredRows(RowStore.ReadAll(data, cancellationToken), null);

    /// <summary>The rows of a data view, each column held in memory as soon as it is asked for.</summary>
    /// <param name="data">Rows that are the same in each pass.</param>
    /// <remarks>A column that cannot be held, such as one of images, is read from the source whenever it is asked for.</remarks>
    public static StoredRows OnDemand(IDataView data) => data as StoredRows ?? new StoredRows(RowStore.OnDemand(data), null);

    /// <inheritdoc/>
    public long? GetRowCount() => Count;

    /// <summary>A digest of a column: of its values in the order of the rows, and of what keys stand for.</summary>
    /// <returns>The same text for the same values, to the bit; null if the column is not held.</returns>
    public string? DigestOf(DataViewSchema.Column column)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (!_store.AppendTo(hash, column))
            return null;
        if (_rows is not null)
            ValueBytes.Append<int>(hash, _rows);
        foreach (string name in ColumnValues.OfAnnotation(column.Annotations, AnnotationKinds.KeyValues)?.ToText() ?? [])
            ValueBytes.Append(hash, [name.AsMemory()]);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The place of a row; negative if it is not among these.</summary>
    /// <param name="number">Its number in the source.</param>
    public int PlaceOf(int number) => _rows is not null ? Array.BinarySearch(_rows, number) : number < Count ? number : -1;

    /// <summary>Some of the rows, in the same order.</summary>
    /// <param name="chosen">For each row whether it is among them.</param>
    public StoredRows Where(bool[] chosen)
    {
        if (chosen.Length != Count)
            throw new ArgumentException($"There are {Count} rows, and {chosen.Length} answers which of them are chosen.", nameof(chosen));
        return new StoredRows(_store, [.. Enumerable.Range(0, chosen.Length).Where(place => chosen[place]).Select(NumberOf)]);
    }

    /// <summary>The first rows of an order, or as many as there are, in their own order.</summary>
    /// <param name="order">The places of all rows, those first that are wanted first.</param>
    /// <param name="count">How many.</param>
    public StoredRows First(int[] order, int count)
    {
        var chosen = new bool[order.Length];
        foreach (int place in order.Take(count))
            chosen[place] = true;
        return Where(chosen);
    }

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        _store.Require(columns);
        return Open(columns, Order(rand), 0, 1);
    }

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        _store.Require(columns);
        int[]? order = Order(rand);
        int cursors = (int)Math.Clamp(((long)Count + BatchLength - 1) / BatchLength, 1, Math.Max(n, 1));
        return [.. Enumerable.Range(0, cursors).Select(part => Open(columns, order, part, cursors))];
    }

    private StoredRowCursor Open(DataViewSchema.Column[] columns, int[]? order, int part, int parts) =>
        new(_store, columns, new RowOrder(order, Count, BatchLength, part, parts));

    private int NumberOf(int place) => _rows is null ? place : _rows[place];

    /// <summary>
    /// The numbers of the rows in a random order, that of ML.NET's cache, so that its trainers train alike on both.
    /// </summary>
    private int[]? Order(Random? random)
    {
        if (random is null)
            return _rows;
        int[] order = _rows is null ? [.. Enumerable.Range(0, Count)] : [.. _rows];
        for (int i = 0; i < order.Length; i++)
        {
            int other = i + random.Next(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
