using System.Security.Cryptography;
using Microsoft.ML;

namespace MLExtensions.Views;

/// <summary>Single values, a row each.</summary>
internal sealed class StoredValues<T>(ValueGetter<T> source) : StoredColumn
{
    private readonly ChunkedList<T> _values = new();
    private ValueGetter<T>? _source = source;

    public override void Append()
    {
        T value = default!;
        _source!(ref value);
        _values.Add(Owned(value));
    }

    public override void Complete()
    {
        _source = null;
        _values.Trim();
    }

    public override void AppendTo(IncrementalHash hash) => _values.AppendTo(hash);

    public override Delegate GetterAt(StoredRowCursor cursor) => (ValueGetter<T>)((ref T value) => value = _values[cursor.Row]);
}
