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

    /// <summary>Those of a binary classifier.</summary>
    /// <param name="hasProbability">Whether there is a probability of the class true.</param>
    public static SchemaShape.Column[] OfTwoClasses(bool hasProbability)
    {
        SchemaShape.Column score = Column(DefaultColumnNames.Score, NumberDataViewType.Single, isNormalized: false);
        SchemaShape.Column probability = Column(DefaultColumnNames.Probability, NumberDataViewType.Single, isNormalized: true);
        SchemaShape.Column predictedLabel = Column(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, isNormalized: false);
        return hasProbability ? [score, probability, predictedLabel] : [score, predictedLabel];

        static SchemaShape.Column Column(string name, DataViewType type, bool isNormalized) => SchemaShapes.Column(
            name, VectorKind.Scalar, type, isKey: false, new SchemaShape(ScoreAnnotations.OfTrainerOutput(isNormalized)));
    }

    /// <summary>That of a regression.</summary>
    public static SchemaShape.Column OfNumber() => SchemaShapes.Column(
        DefaultColumnNames.Score, VectorKind.Scalar, NumberDataViewType.Single, isKey: false,
        new SchemaShape(ScoreAnnotations.OfTrainerOutput()));
}
