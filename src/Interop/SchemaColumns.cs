using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Interop;

/// <summary>Finds the columns that a transformer needs in a schema.</summary>
internal static class SchemaColumns
{
    /// <summary>Finds a column of features.</summary>
    /// <param name="inputSchema">The schema.</param>
    /// <param name="role">What the column is for: "input", "feature".</param>
    /// <param name="name">Its name.</param>
    /// <param name="width">How many features it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or no <c>Vector&lt;Single&gt;</c> of known size.</exception>
    public static DataViewSchema.Column RequireFeatures(DataViewSchema inputSchema, string role, string name, out int width)
    {
        DataViewSchema.Column column = inputSchema.GetColumnOrNull(name)
            ?? throw SchemaErrors.NotFound(nameof(inputSchema), role, name);
        if (column.Type is not VectorDataViewType { IsKnownSize: true } type || type.ItemType != NumberDataViewType.Single)
            throw SchemaErrors.Mismatch(nameof(inputSchema), role, name, "Vector<Single>", SchemaErrors.Describe(column.Type),
                column.Type is VectorDataViewType { IsKnownSize: false } ? ColumnRemedies.UnknownSize : null);
        width = type.Size;
        return column;
    }

    /// <summary>Finds a column of as many features as a model was fitted to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or no <c>Vector&lt;Single&gt;</c> of this size.</exception>
    public static DataViewSchema.Column RequireFeatures(DataViewSchema inputSchema, string role, string name, int width)
    {
        DataViewSchema.Column column = RequireFeatures(inputSchema, role, name, out int actual);
        if (actual != width)
        {
            string expected = SchemaErrors.Describe(new VectorDataViewType(NumberDataViewType.Single, width));
            throw SchemaErrors.Mismatch(nameof(inputSchema), role, name, expected, SchemaErrors.Describe(column.Type));
        }

        return column;
    }
}
