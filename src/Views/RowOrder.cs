namespace MLExtensions.Views;

/// <summary>Which rows a cursor gives out: every so many batches of an order.</summary>
/// <param name="Rows">The numbers of the rows; null if they are in order from 0.</param>
/// <param name="Count">How many there are.</param>
/// <param name="BatchLength">How many make a batch.</param>
/// <param name="Part">The first batch.</param>
/// <param name="Parts">How many batches further the next one is.</param>
internal sealed record RowOrder(int[]? Rows, int Count, int BatchLength, int Part, int Parts)
{
    public long Batch(long position) => position / BatchLength * Parts + Part;

    /// <summary>The number of the row at a position of the cursor; negative behind the last.</summary>
    public int Row(long position)
    {
        long place = Batch(position) * BatchLength + position % BatchLength;
        return place >= Count ? -1 : Rows is null ? (int)place : Rows[place];
    }
}
