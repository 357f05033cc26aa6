using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Rows;

/// <summary>What one column holds in some rows, while the cursor that read them goes on.</summary>
internal abstract class KeptColumn
{
    /// <summary>Keeps a column of a cursor.</summary>
    public static KeptColumn Of(DataViewRow row, DataViewSchema.Column column)
    {
        // Columns are read as the very type that they hold and no other, and that type is known only here.
        Type kept = column.Type is VectorDataViewType vector
            ? typeof(KeptVectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(KeptValues<>).MakeGenericType(column.Type.RawType);
        return (KeptColumn)Activator.CreateInstance(kept, row, column)!;
    }

    /// <summary>Keeps what the row holds that the cursor is at.</summary>
    /// <param name="place">The place to keep it in; places are filled from 0 on.</param>
    public abstract void Keep(int place);

    /// <summary>A getter of what is kept in a place.</summary>
    public abstract Delegate CreateGetter(Func<int> place);
}

/// <summary>Values that may be handed out as they are.</summary>
internal sealed class KeptValues<TValue>(DataViewRow row, DataViewSchema.Column column) : KeptColumn
{
    private readonly ValueGetter<TValue> _get = row.GetGetter<TValue>(column);
    private TValue[] _values = [];

    public override void Keep(int place)
    {
        if (place == _values.Length)
            Array.Resize(ref _values, Math.Max(16, 2 * place));
        _get(ref _values[place]);
    }

    public override Delegate CreateGetter(Func<int> place) => (ValueGetter<TValue>)((ref TValue value) => value = _values[place()]);
}

/// <summary>Vectors, of which whoever reads one gets a copy, since he may write to it.</summary>
internal sealed class KeptVectors<TItem>(DataViewRow row, DataViewSchema.Column column) : KeptColumn
{
    private readonly ValueGetter<VBuffer<TItem>> _get = row.GetGetter<VBuffer<TItem>>(column);
    private VBuffer<TItem>[] _vectors = [];

    public override void Keep(int place)
    {
        if (place == _vectors.Length)
            Array.Resize(ref _vectors, Math.Max(16, 2 * place));
        _get(ref _vectors[place]);
    }

    public override Delegate CreateGetter(Func<int> place) =>
        (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> vector) => _vectors[place()].CopyTo(ref vector));
}
