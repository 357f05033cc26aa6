using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Data;

/// <summary>The columns that a trainer reads.</summary>
internal sealed record ExampleColumns
{
    /// <param name="labelKind">The type of the label.</param>
    /// <param name="labelColumnName">A key, a <see cref="bool"/> or a <see cref="float"/>.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A <see cref="float"/>; null where all examples weigh 1.</param>
    /// <param name="idColumnName">Text or a number; null where examples need not be known again.</param>
    /// <exception cref="ArgumentException">A name is null or empty.</exception>
    public ExampleColumns(
        LabelKind labelKind, string labelColumnName, string featureColumnName, string? exampleWeightColumnName, string? idColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName, "LabelColumnName");
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName, "FeatureColumnName");
        if (exampleWeightColumnName is { Length: 0 })
            throw new ArgumentException("ExampleWeightColumnName must name a column or be null.", nameof(exampleWeightColumnName));
        if (idColumnName is { Length: 0 })
            throw new ArgumentException("IdColumnName must name a column or be null.", nameof(idColumnName));
        LabelKind = labelKind;
        Label = labelColumnName;
        Features = featureColumnName;
        Weight = exampleWeightColumnName;
        Id = idColumnName;
    }

    public LabelKind LabelKind { get; }

    public string Label { get; }

    public string Features { get; }

    public string? Weight { get; }

    public string? Id { get; }

    /// <summary>Checks that the columns are there and have the right types.</summary>
    /// <returns>The label column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or has another type.</exception>
    public SchemaShape.Column Check(SchemaShape schema)
    {
        SchemaShapes.Require(schema, "feature", SchemaShapes.Column(Features, VectorKind.Vector, NumberDataViewType.Single, isKey: false, null));
        SchemaShape.Column label = SchemaShapes.Require(schema, "label", LabelKind switch
        {
            LabelKind.Key => SchemaShapes.Column(Label, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, null),
            LabelKind.Boolean => SchemaShapes.Column(Label, VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false, null),
            _ => SchemaShapes.Column(Label, VectorKind.Scalar, NumberDataViewType.Single, isKey: false, null),
        });
        if (Weight is not null)
            SchemaShapes.Require(schema, "weight", SchemaShapes.Column(Weight, VectorKind.Scalar, NumberDataViewType.Single, isKey: false, null));
        if (Id is not null)
            CheckId(schema);
        return label;
    }

    private void CheckId(SchemaShape schema)
    {
        SchemaShape.Column id = schema.FirstOrDefault(column => column.Name == Id);
        if (id.Name is null)
            throw SchemaErrors.NotFound(nameof(schema), "id", Id!);
        if (id.Kind != VectorKind.Scalar || id.IsKey || id.ItemType is not (TextDataViewType or NumberDataViewType))
            throw SchemaErrors.Mismatch(nameof(schema), "id", Id!, "text or a number", SchemaShapes.TypeOf(ref id));
    }
}
