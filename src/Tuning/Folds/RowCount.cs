using Microsoft.ML;

namespace MLExtensions.Tuning.Folds;

/// <summary>How many rows there are.</summary>
internal static class RowCount
{
    public static int Of(IDataView data)
    {
        if (data.GetRowCount() is { } known)
            return checked((int)known);
        int count = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([]);
        while (cursor.MoveNext())
            count = checked(count + 1);
        return count;
    }
}
