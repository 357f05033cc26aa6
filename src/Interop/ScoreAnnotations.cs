using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Interop;

/// <summary>The annotations that ML.NET's own trainers promise on their output columns, which ML.NET keeps internal.</summary>
internal static class ScoreAnnotations
{
    private const string AnnotationUtils = "Microsoft.ML.Data.AnnotationUtils, Microsoft.ML.Core";

    /// <summary>The annotations of the <c>Score</c> column of a multiclass classifier.</summary>
    public static IEnumerable<SchemaShape.Column> OfMulticlassScore(SchemaShape.Column label) =>
        AnnotationsForMulticlassScoreColumn(null, label);

    /// <summary>The annotations of any column that a trainer adds; a regression's <c>Score</c> has these alone.</summary>
    /// <param name="isNormalized">Whether it is a probability.</param>
    public static IEnumerable<SchemaShape.Column> OfTrainerOutput(bool isNormalized = false) => GetTrainerOutputAnnotation(null, isNormalized);

    /// <summary>Adds what ML.NET's own transformers say on the columns that a model adds.</summary>
    /// <param name="annotations">Receives it.</param>
    /// <param name="inputSchema">The schema that the columns are added to.</param>
    /// <param name="columnKind">The kind of model: "MulticlassClassification", "BinaryClassification", "Regression".</param>
    /// <param name="valueKind">What the column is: "Score", "Probability", "PredictedLabel".</param>
    /// <param name="isNormalized">Whether it is a probability.</param>
    public static void AddTo(DataViewSchema.Annotations.Builder annotations, DataViewSchema inputSchema, string columnKind, string valueKind, bool isNormalized = false)
    {
        uint setId = NextSetId(inputSchema);
        annotations.Add(
            AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = columnKind.AsMemory());
        annotations.Add(
            AnnotationKinds.ScoreColumnSetId, new KeyDataViewType(typeof(uint), int.MaxValue), (ref uint value) => value = setId);
        annotations.Add(
            AnnotationKinds.ScoreValueKind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = valueKind.AsMemory());
        if (isNormalized)
            annotations.Add(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);
    }

    /// <summary>A number that no model has whose columns are there already.</summary>
    private static uint NextSetId(DataViewSchema schema)
    {
        uint largest = 0;
        foreach (DataViewSchema.Column column in schema)
        {
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId)?.Type is not KeyDataViewType { RawType: var raw } || raw != typeof(uint))
                continue;
            uint id = 0;
            column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
            largest = Math.Max(largest, id);
        }

        return largest + 1;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern IEnumerable<SchemaShape.Column> AnnotationsForMulticlassScoreColumn(
        [UnsafeAccessorType(AnnotationUtils)] object? type, SchemaShape.Column? labelColumn);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern IEnumerable<SchemaShape.Column> GetTrainerOutputAnnotation(
        [UnsafeAccessorType(AnnotationUtils)] object? type, bool isNormalized);
}
