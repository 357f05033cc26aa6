using Microsoft.ML;

namespace MLExtensions.Rows;

/// <summary>A data view with columns added to each of its rows, computed as a cursor passes over them.</summary>
internal sealed class MappedDataView(RowMapping mapping, IDataView source) : IDataView
{
    public DataViewSchema Schema => mapping.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = mapping.ActiveAmong(columnsNeeded);
        return new MappedCursor(mapping, source.GetRowCursor(mapping.InputsFor(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = mapping.ActiveAmong(columnsNeeded);
        DataViewRowCursor[] inputs = source.GetRowCursorSet(mapping.InputsFor(active), n, rand);
        return Array.ConvertAll<DataViewRowCursor, DataViewRowCursor>(
            inputs, input => new MappedCursor(mapping, input, active));
    }
}
