using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Values;

/// <summary>Values of a known type.</summary>
/// <typeparam name="TValue">The raw type of <paramref name="type"/>.</typeparam>
internal sealed class ColumnValues<TValue>(PrimitiveDataViewType type, TValue[] values) : ColumnValues(type)
{
    public override int Count => values.Length;

    public override string[] ToText() => Array.ConvertAll(values, value => ValueText.Of(value!));

    public override void AddTo(DataViewSchema.Annotations.Builder annotations, string kind) => annotations.Add(
        kind,
        new VectorDataViewType(Type, values.Length),
        (ref VBuffer<TValue> vector) => new VBuffer<TValue>(values.Length, values).CopyTo(ref vector));

    public override Delegate CreateGetter(int count, PickValues pick)
    {
        var places = new int[count];
        return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> vector) =>
        {
            VBufferEditor<TValue> editor = VBufferEditor.Create(ref vector, count);
            bool isThere = pick(places);
            for (int i = 0; i < count; i++)
                editor.Values[i] = isThere ? values[places[i]] : default!;
            vector = editor.Commit();
        });
    }

    protected override void WriteValues(BinaryWriter writer)
    {
        if (values is ReadOnlyMemory<char>[] texts)
        {
            foreach (ReadOnlyMemory<char> text in texts)
                writer.Write(text.ToString());
        }
        else
        {
            // All others hold no references.
            ref byte first = ref Unsafe.As<TValue, byte>(ref MemoryMarshal.GetArrayDataReference(values));
            writer.Write(MemoryMarshal.CreateReadOnlySpan(ref first, checked(values.Length * Unsafe.SizeOf<TValue>())));
        }
    }
}
