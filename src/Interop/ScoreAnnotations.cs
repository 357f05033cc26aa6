using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace MLExtensions.Interop;

/// <summary>The annotations that ML.NET's own trainers promise on their output columns, which ML.NET keeps internal.</summary>
internal static class ScoreAnnotations
{
    private const string AnnotationUtils = "Microsoft.ML.Data.AnnotationUtils, Microsoft.ML.Core";

    /// <summary>The annotations of the <c>Score</c> column of a multiclass classifier.</summary>
    public static IEnumerable<SchemaShape.Column> OfMulticlassScore(SchemaShape.Column label) =>
        AnnotationsForMulticlassScoreColumn(null, label);

    /// <summary>The annotations of any column that a trainer adds; a regression's <c>Score</c> has these alone.</summary>
    public static IEnumerable<SchemaShape.Column> OfTrainerOutput() => GetTrainerOutputAnnotation(null, isNormalized: false);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern IEnumerable<SchemaShape.Column> AnnotationsForMulticlassScoreColumn(
        [UnsafeAccessorType(AnnotationUtils)] object? type, SchemaShape.Column? labelColumn);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern IEnumerable<SchemaShape.Column> GetTrainerOutputAnnotation(
        [UnsafeAccessorType(AnnotationUtils)] object? type, bool isNormalized);
}
