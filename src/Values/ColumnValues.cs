using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Values;

/// <summary>
/// Values of one of ML.NET's primitive types, of which only ML.NET knows which: ids of rows, or what the keys of a column stand
/// for.
/// </summary>
internal abstract class ColumnValues(PrimitiveDataViewType type)
{
    // A type is stored as its place here: new ones go to the end.
    private static readonly PrimitiveDataViewType[] _types =
    [
        TextDataViewType.Instance, BooleanDataViewType.Instance,
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double,
        DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, TimeSpanDataViewType.Instance, RowIdDataViewType.Instance,
    ];

    /// <summary>In place of a place: a key, whose raw type and number of values follow.</summary>
    private const byte Key = byte.MaxValue;

    private static readonly MethodInfo _readAnnotation = Method(nameof(ReadAnnotation));
    private static readonly MethodInfo _readBytes = Method(nameof(ReadBytes));

    public PrimitiveDataViewType Type { get; } = type;

    public abstract int Count { get; }

    /// <summary>Reads the annotation of a column.</summary>
    /// <returns>Null if there is none, or one that is no vector.</returns>
    public static ColumnValues? OfAnnotation(DataViewSchema.Annotations annotations, string kind)
    {
        if (annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: var item })
            return null;
        return (ColumnValues)_readAnnotation.MakeGenericMethod(item.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [annotations, kind, item], null)!;
    }

    /// <summary>Reads back what <see cref="Write"/> wrote.</summary>
    public static ColumnValues Read(BinaryReader reader)
    {
        PrimitiveDataViewType type = ReadType(reader);
        int count = reader.ReadInt32();
        if (count < 0)
            throw new FormatException("The model file holds no valid values.");
        if (type is TextDataViewType)
            return new ColumnValues<ReadOnlyMemory<char>>(type, [.. Enumerable.Range(0, count).Select(_ => reader.ReadString().AsMemory())]);
        return (ColumnValues)_readBytes.MakeGenericMethod(type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [reader, type, count], null)!;
    }

    /// <summary>Writes the type and the values.</summary>
    public void Write(BinaryWriter writer)
    {
        WriteType(writer, Type);
        writer.Write(Count);
        WriteValues(writer);
    }

    /// <summary>The values as <see cref="ValueText"/> writes them.</summary>
    public abstract string[] ToText();

    /// <summary>Adds the values as an annotation.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string kind);

    /// <summary>A getter of some of the values, as a vector.</summary>
    /// <param name="count">How many.</param>
    /// <param name="pick">Writes which they are; returns false where they are missing, and all are default values then.</param>
    public abstract Delegate CreateGetter(int count, PickValues pick);

    protected abstract void WriteValues(BinaryWriter writer);

    private static void WriteType(BinaryWriter writer, PrimitiveDataViewType type)
    {
        if (type is KeyDataViewType key)
        {
            writer.Write(Key);
            WriteType(writer, _types.First(other => other.RawType == key.RawType));
            writer.Write(key.Count);
        }
        else
        {
            writer.Write(checked((byte)Array.IndexOf(_types, type)));
        }
    }

    private static PrimitiveDataViewType ReadType(BinaryReader reader)
    {
        byte place = reader.ReadByte();
        if (place == Key)
            return new KeyDataViewType(ReadType(reader).RawType, reader.ReadUInt64());
        return place < _types.Length ? _types[place] : throw new FormatException("The model file holds values of an unknown type.");
    }

    private static ColumnValues<TValue> ReadAnnotation<TValue>(DataViewSchema.Annotations annotations, string kind, PrimitiveDataViewType type)
    {
        VBuffer<TValue> values = default;
        annotations.GetValue(kind, ref values);
        return new ColumnValues<TValue>(type, [.. values.DenseValues()]);
    }

    private static ColumnValues<TValue> ReadBytes<TValue>(BinaryReader reader, PrimitiveDataViewType type, int count)
        where TValue : struct
    {
        byte[] bytes = reader.ReadBytes(checked(count * Unsafe.SizeOf<TValue>()));
        return new ColumnValues<TValue>(type, MemoryMarshal.Cast<byte, TValue>(bytes).ToArray());
    }

    private static MethodInfo Method(string name) => typeof(ColumnValues).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}

/// <summary>Writes the places of some values.</summary>
/// <returns>False where they are missing.</returns>
internal delegate bool PickValues(Span<int> places);
