using Microsoft.ML;

namespace MLExtensions.Rows;

/// <summary>The columns of one mapped row or cursor: the input's own, and the added ones.</summary>
internal sealed class MappedColumns
{
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly Delegate?[] _added;

    /// <param name="mapping">What is added.</param>
    /// <param name="input">The row it is added to.</param>
    /// <param name="active">For each output column, whether it was asked for.</param>
    public MappedColumns(RowMapping mapping, DataViewRow input, bool[] active)
    {
        _input = input;
        _active = active;
        _added = mapping.CreateGetters(input, active.AsSpan(mapping.InputSchema.Count));
    }

    public bool IsActive(DataViewSchema.Column column) => _active[column.Index];

    /// <exception cref="InvalidOperationException">The column is not active, or is of another type.</exception>
    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' is not active in this row.");

        int added = column.Index - _input.Schema.Count;
        if (added < 0)
            return _input.GetGetter<TValue>(_input.Schema[column.Index]);

        return _added[added] as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }
}
