using Microsoft.ML;

namespace MLExtensions.Rows;

/// <summary>
/// A data view with columns added to its rows, computed for a batch of rows whenever a cursor comes to the first of them.
/// </summary>
internal sealed class BatchedDataView(BatchMapping mapping, IDataView source) : IDataView
{
    public DataViewSchema Schema => mapping.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = mapping.ActiveAmong(columnsNeeded);
        return Wrap(source.GetRowCursor(mapping.InputsFor(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = mapping.ActiveAmong(columnsNeeded);
        return Array.ConvertAll(source.GetRowCursorSet(mapping.InputsFor(active), n, rand), input => Wrap(input, active));
    }

    // Where no added column is asked for, there is nothing to compute.
    private DataViewRowCursor Wrap(DataViewRowCursor input, bool[] active) =>
        active.AsSpan(mapping.InputSchema.Count).Contains(true) ? new BatchedCursor(mapping, input, active) : new MappedCursor(mapping, input, active);
}
