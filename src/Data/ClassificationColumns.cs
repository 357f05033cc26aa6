using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Data;

/// <summary>The columns that a multiclass trainer reads.</summary>
/// <param name="Label">A key.</param>
/// <param name="Features">A vector of known size of <see cref="float"/>.</param>
/// <param name="Weight">A <see cref="float"/>; null where all examples weigh 1.</param>
internal sealed record ClassificationColumns(string Label, string Features, string? Weight)
{
    /// <summary>Checks that the columns are there and have the right types.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or has another type.</exception>
    public void Check(SchemaShape schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Check(schema, "feature", SchemaShapes.Column(Features, VectorKind.Vector, NumberDataViewType.Single, isKey: false, null));
        Check(schema, "label", SchemaShapes.Column(Label, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, null));
        if (Weight is not null)
            Check(schema, "weight", SchemaShapes.Column(Weight, VectorKind.Scalar, NumberDataViewType.Single, isKey: false, null));
    }

    private static void Check(SchemaShape schema, string role, SchemaShape.Column required)
    {
        if (!schema.Any(column => column.Name == required.Name))
            throw SchemaErrors.NotFound("inputSchema", role, required.Name);
        SchemaShape.Column found = schema.First(column => column.Name == required.Name);
        if (found.Kind != required.Kind || !found.ItemType.Equals(required.ItemType) || found.IsKey != required.IsKey)
            throw SchemaErrors.Mismatch("inputSchema", role, required.Name, SchemaShapes.TypeOf(ref required), SchemaShapes.TypeOf(ref found));
    }
}
