using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Interop;

/// <summary>What turns a column into one of the type that is required.</summary>
internal static class ColumnRemedies
{
    /// <summary>For vectors whose size is not known.</summary>
    public const string UnknownSize =
        "Vectors of one size need it in their type: the attribute [VectorType(n)] on the property, or n in a SchemaDefinition, says it.";

    /// <summary>A sentence; null where none is known.</summary>
    /// <param name="required">The column required.</param>
    /// <param name="found">The column found, of another type.</param>
    public static string? For(SchemaShape.Column required, SchemaShape.Column found)
    {
        if (required.IsKey)
            return found.Kind == VectorKind.Scalar && !found.IsKey ? "Conversion.MapValueToKey turns its values into keys." : null;
        if (found.IsKey)
            return found.Kind == required.Kind ? "Conversion.MapKeyToValue turns its keys back into values." : null;
        if (required.Kind == VectorKind.Vector && found.Kind == VectorKind.VariableVector)
            return UnknownSize;
        if (required.Kind == VectorKind.Vector && found.Kind == VectorKind.Scalar)
            return found.ItemType is TextDataViewType
                ? "Text.FeaturizeText turns text into a vector of numbers, Categorical.OneHotEncoding a few words."
                : "Concatenate makes a vector of one or more columns.";
        return found.Kind == required.Kind && found.ItemType is NumberDataViewType or BooleanDataViewType or TextDataViewType
            ? $"Conversion.ConvertType turns it into {required.ItemType}."
            : null;
    }
}
