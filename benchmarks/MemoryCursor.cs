using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>A cursor of a <see cref="MemoryView"/>.</summary>
internal sealed class MemoryCursor(DataViewSchema schema, ReferenceData data, bool[] active) : DataViewRowCursor
{
    private int _row = -1;

    public override DataViewSchema Schema => schema;

    public override long Position => _row;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (_row + 1 < data.Rows)
        {
            _row++;
            return true;
        }

        _row = -1;
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = column.Name == "Label" ? (ValueGetter<uint>)GetLabel : (ValueGetter<VBuffer<float>>)GetFeatures;
        return (ValueGetter<TValue>)getter;
    }

    // Keys are one-based.
    private void GetLabel(ref uint label) => label = (uint)data.Labels[_row] + 1;

    // Who reads owns the buffer and may write to it.
    private void GetFeatures(ref VBuffer<float> features) => data.Features[_row].CopyTo(ref features);
}
