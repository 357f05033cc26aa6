using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Views;

/// <summary>The values of a column, held in memory.</summary>
internal abstract class StoredColumn
{
    private static readonly MethodInfo _openValues = Method(nameof(OpenValues));
    private static readonly MethodInfo _openVectors = Method(nameof(OpenVectors));

    /// <summary>
    /// Whether values of a type can be held: numbers, text, keys and so on, and vectors of them. All else, such as images, is
    /// somebody's to change and to dispose of.
    /// </summary>
    public static bool CanHold(DataViewType type) => (type is VectorDataViewType vector ? vector.ItemType : type) is PrimitiveDataViewType;

    /// <summary>An empty column, to which the values of the row that a cursor is at can be appended.</summary>
    public static StoredColumn Open(DataViewRow row, DataViewSchema.Column column)
    {
        (MethodInfo open, Type type) = column.Type is VectorDataViewType { ItemType: var item } ? (_openVectors, item.RawType) : (_openValues, column.Type.RawType);
        return (StoredColumn)open.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, column], null)!;
    }

    /// <summary>Appends the value of the row that the cursor is at.</summary>
    public abstract void Append();

    /// <summary>Notes that there are no more values to come.</summary>
    public abstract void Complete();

    /// <summary>Appends all values to a hash: the same bytes for the same values.</summary>
    public abstract void AppendTo(IncrementalHash hash);

    /// <summary>A getter of the value in the row that a cursor is at.</summary>
    public abstract Delegate GetterAt(StoredRowCursor cursor);

    /// <summary>Text may lie in a buffer that its source is going to write to; in a string it does not.</summary>
    protected static T Owned<T>(T value) =>
        value is ReadOnlyMemory<char> { IsEmpty: false } text && !MemoryMarshal.TryGetString(text, out _, out _, out _)
            ? (T)(object)text.ToString().AsMemory()
            : value;

    private static StoredValues<T> OpenValues<T>(DataViewRow row, DataViewSchema.Column column) => new(row.GetGetter<T>(column));

    private static StoredVectors<T> OpenVectors<T>(DataViewRow row, DataViewSchema.Column column) => new(row.GetGetter<VBuffer<T>>(column));

    private static MethodInfo Method(string name) => typeof(StoredColumn).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
