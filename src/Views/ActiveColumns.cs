using Microsoft.ML;

namespace MLExtensions.Views;

/// <summary>Which columns a cursor was asked for.</summary>
internal static class ActiveColumns
{
    /// <summary>For each column of a schema, by its index, whether it is among some.</summary>
    public static bool[] Of(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }
}
