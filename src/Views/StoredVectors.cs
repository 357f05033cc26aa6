using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Values;

namespace MLExtensions.Views;

/// <summary>Vectors, a row each: one behind the other, dense ones without and sparse ones with their indices.</summary>
/// <remarks>As long as all are dense and of one length, nothing else is held; from then on also where each one ends.</remarks>
internal sealed class StoredVectors<T>(ValueGetter<VBuffer<T>> source) : StoredColumn
{
    private readonly ChunkedList<T> _values = new();
    private readonly ChunkedList<int> _indices = new();
    private readonly ChunkedList<Place> _places = new();
    private ValueGetter<VBuffer<T>>? _source = source;
    private VBuffer<T> _buffer;
    private int _rows;

    /// <summary>The length of all vectors, while they are dense and of the same.</summary>
    private int? _length;
    private bool _isUniform = true;

    public override void Append()
    {
        _source!(ref _buffer);
        ReadOnlySpan<T> values = _buffer.GetValues();
        _length ??= _buffer.Length;
        if (_isUniform && !(_buffer.IsDense && _buffer.Length == _length))
        {
            for (int row = 0; row < _rows; row++)
                _places.Add(PlaceOf(row));
            _isUniform = false;
        }

        if (!_isUniform)
            _places.Add(new Place(_values.Count, _indices.Count, values.Length, _buffer.Length));
        if (!_buffer.IsDense)
            _indices.Add(_buffer.GetIndices());
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
            values = Array.ConvertAll(values.ToArray(), Owned);
        _values.Add(values);
        _rows++;
    }

    public override void Complete()
    {
        _source = null;
        _buffer = default;
        _values.Trim();
        _indices.Trim();
        _places.Trim();
    }

    public override void AppendTo(IncrementalHash hash)
    {
        ValueBytes.Append(hash, [_isUniform ? _length ?? 0 : -1]);
        _values.AppendTo(hash);
        _indices.AppendTo(hash);
        _places.AppendTo(hash);
    }

    /// <remarks>Whoever reads a vector gets a copy, since he may write to it.</remarks>
    public override Delegate GetterAt(StoredRowCursor cursor) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> vector) =>
    {
        Place place = PlaceOf(cursor.Row);
        VBufferEditor<T> editor = VBufferEditor.Create(ref vector, place.Length, place.Count);
        _values.CopyTo(place.Value, editor.Values);
        if (place.Count < place.Length)
            _indices.CopyTo(place.Index, editor.Indices);
        vector = editor.Commit();
    });

    private Place PlaceOf(int row)
    {
        if (!_isUniform)
            return _places[row];
        int length = _length ?? 0;
        return new Place((long)row * length, 0, length, length);
    }

    /// <summary>Where the values and the indices of a vector begin, how many there are, and how long it is.</summary>
    private readonly record struct Place(long Value, long Index, int Count, int Length);
}
