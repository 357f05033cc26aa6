using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Interop;

/// <summary>The columns that a trainer promises to add, as all trainers of ML.NET promise them.</summary>
internal static class ScoreShapes
{
    /// <summary>Those of a multiclass classifier.</summary>
    public static SchemaShape.Column[] OfClasses(SchemaShape.Column label)
    {
        SchemaShape.Column score = SchemaShapes.Column(
            DefaultColumnNames.Score, VectorKind.Vector, NumberDataViewType.Single, isKey: false,
            new SchemaShape(ScoreAnnotations.OfMulticlassScore(label)));
        SchemaShape.Column predictedLabel = SchemaShapes.Column(
            DefaultColumnNames.PredictedLabel, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true,
            new SchemaShape(label.Annotations.Where(annotation => annotation.Name == AnnotationKinds.KeyValues).Concat(ScoreAnnotations.OfTrainerOutput())));
        return [score, predictedLabel];
    }

    /// <summary>That of a regression.</summary>
    public static SchemaShape.Column OfNumber() => SchemaShapes.Column(
        DefaultColumnNames.Score, VectorKind.Scalar, NumberDataViewType.Single, isKey: false,
        new SchemaShape(ScoreAnnotations.OfTrainerOutput()));
}
