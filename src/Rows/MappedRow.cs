using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Rows;

/// <summary>A row with columns added to it, live: its getters read whatever the input row holds at the time.</summary>
internal sealed class MappedRow(RowMapping mapping, DataViewRow input, bool[] active) : DataViewRow
{
    private readonly MappedColumns _columns = new(mapping, input, active);

    public override DataViewSchema Schema => mapping.OutputSchema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        _columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
