using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MLExtensions.Values;

/// <summary>Feeds values of ML.NET's primitive types to a hash, bit by bit.</summary>
internal static class ValueBytes
{
    /// <summary>
    /// Appends values; of a text its length, too, so that texts cannot be mistaken for others of the same letters.
    /// </summary>
    public static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            foreach (T value in values)
            {
                ReadOnlySpan<char> text = ((ReadOnlyMemory<char>)(object)value!).Span;
                Append(hash, [text.Length]);
                hash.AppendData(MemoryMarshal.AsBytes(text));
            }
        }
        else if (typeof(T) == typeof(DateTimeOffset))
        {
            // It has bytes between its fields that may be anything.
            foreach (T value in values)
                Append(hash, [((DateTimeOffset)(object)value!).Ticks, ((DateTimeOffset)(object)value).Offset.Ticks]);
        }
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new NotSupportedException($"Values of type {typeof(T)} are no bytes.");
        }
        else
        {
            ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));
            hash.AppendData(MemoryMarshal.CreateReadOnlySpan(ref first, checked(values.Length * Unsafe.SizeOf<T>())));
        }
    }
}
