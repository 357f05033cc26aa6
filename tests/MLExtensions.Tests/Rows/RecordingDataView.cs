using Microsoft.ML;

namespace MLExtensions.Tests.Rows;

/// <summary>Passes a data view through and keeps which columns the last cursor was asked for.</summary>
internal sealed class RecordingDataView(IDataView source) : IDataView
{
    public IReadOnlyList<DataViewSchema.Column> Activated { get; private set; } = [];

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Activated = [.. columnsNeeded];
        return source.GetRowCursor(Activated, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        Activated = [.. columnsNeeded];
        return source.GetRowCursorSet(Activated, n, rand);
    }
}
