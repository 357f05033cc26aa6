using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Interop;

/// <summary>Makes the columns of a <see cref="SchemaShape"/>, whose constructor ML.NET keeps internal.</summary>
internal static class SchemaShapes
{
    /// <summary>A column as an estimator promises or requires it.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="kind">Scalar, vector of a known size, or vector of variable size.</param>
    /// <param name="itemType">The type of an item; for a key, the integer type under it.</param>
    /// <param name="isKey">Whether the items are keys.</param>
    /// <param name="annotations">The annotations of the column; none when null.</param>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern SchemaShape.Column Column(
        string name,
        SchemaShape.Column.VectorKind kind,
        DataViewType itemType,
        bool isKey,
        SchemaShape? annotations);

    /// <summary>
    /// The type of a column in the words of ML.NET's schema errors: <c>Vector&lt;Single&gt;</c>, <c>Key&lt;UInt32&gt;</c>.
    /// </summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetTypeString")]
    public static extern string TypeOf(ref SchemaShape.Column column);

    /// <summary>Checks that a schema has a column of the name and type required.</summary>
    /// <param name="inputSchema">The schema.</param>
    /// <param name="role">What the column is for: "input", "label", "feature", "weight".</param>
    /// <param name="required">The column required; its annotations play no part.</param>
    /// <returns>The column found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this name, or it is of another type.</exception>
    public static SchemaShape.Column Require(SchemaShape inputSchema, string role, SchemaShape.Column required)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column found = inputSchema.FirstOrDefault(column => column.Name == required.Name);
        if (found.Name is null)
            throw SchemaErrors.NotFound(nameof(inputSchema), role, required.Name);
        if (found.Kind != required.Kind || !found.ItemType.Equals(required.ItemType) || found.IsKey != required.IsKey)
            throw SchemaErrors.Mismatch(nameof(inputSchema), role, required.Name, TypeOf(ref required), TypeOf(ref found), ColumnRemedies.For(required, found));
        return found;
    }

    /// <summary>The schema with columns added at its end, each in place of one of the same name.</summary>
    public static SchemaShape With(SchemaShape inputSchema, params SchemaShape.Column[] added) =>
        new([.. inputSchema.Where(column => !added.Any(other => other.Name == column.Name)), .. added]);

    /// <summary>The shape of a schema.</summary>
    public static SchemaShape Of(DataViewSchema schema) => Create(null, schema);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern SchemaShape Create(SchemaShape? type, DataViewSchema schema);
}
