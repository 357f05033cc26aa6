using System.Security.Cryptography;
using MLExtensions.Values;

namespace MLExtensions.Views;

/// <summary>A list that only grows, in pieces, so that it never has to be copied, and holds more than an array can.</summary>
internal sealed class ChunkedList<T>
{
    private const int Shift = 16;
    private const int ChunkLength = 1 << Shift;

    /// <summary>All full but the last; the first is small as long as it is the only one.</summary>
    private readonly List<T[]> _chunks = [];

    public long Count { get; private set; }

    public T this[long index] => _chunks[(int)(index >> Shift)][index & (ChunkLength - 1)];

    public void Add(T item) => Add(new ReadOnlySpan<T>(in item));

    public void Add(ReadOnlySpan<T> items)
    {
        while (!items.IsEmpty)
        {
            Span<T> free = Free(items.Length);
            int count = Math.Min(free.Length, items.Length);
            items[..count].CopyTo(free);
            items = items[count..];
            Count += count;
        }
    }

    /// <summary>Copies items from a place on.</summary>
    public void CopyTo(long start, Span<T> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<T> rest = _chunks[(int)(start >> Shift)].AsSpan((int)(start & (ChunkLength - 1)));
            int count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            destination = destination[count..];
            start += count;
        }
    }

    /// <summary>Appends all items to a hash.</summary>
    public void AppendTo(IncrementalHash hash)
    {
        long left = Count;
        foreach (T[] chunk in _chunks)
        {
            ReadOnlySpan<T> items = chunk.AsSpan(0, (int)Math.Min(left, chunk.Length));
            ValueBytes.Append(hash, items);
            left -= items.Length;
        }
    }

    /// <summary>Gives back the memory that no item needs.</summary>
    public void Trim()
    {
        int used = (int)(Count & (ChunkLength - 1));
        if (used > 0)
            Resize(used);
    }

    private Span<T> Free(int wanted)
    {
        int used = (int)(Count & (ChunkLength - 1));
        if (_chunks.Count <= Count >> Shift)
            _chunks.Add(new T[_chunks.Count == 0 ? Math.Clamp(wanted, 16, ChunkLength) : ChunkLength]);
        else if (used == _chunks[^1].Length)
            Resize(Math.Min(Math.Max(2 * used, used + wanted), ChunkLength));
        return _chunks[^1].AsSpan(used);
    }

    private void Resize(int length)
    {
        T[] last = _chunks[^1];
        Array.Resize(ref last, length);
        _chunks[^1] = last;
    }
}
