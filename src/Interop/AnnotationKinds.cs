namespace MLExtensions.Interop;

/// <summary>The names under which ML.NET looks for annotations of a column; it keeps its own list internal.</summary>
internal static class AnnotationKinds
{
    /// <summary>The values that a key column's keys stand for: a vector, one for each key.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>The names of a vector's slots: a vector of text of the same size.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>Whether the values of a column are from 0 to 1, as probabilities are.</summary>
    public const string IsNormalized = "IsNormalized";

    /// <summary>
    /// On the columns that a model adds, the kind of model: "MulticlassClassification", "BinaryClassification", "Regression".
    /// </summary>
    public const string ScoreColumnKind = "ScoreColumnKind";

    /// <summary>On the columns that a model adds, a number that they have in common.</summary>
    public const string ScoreColumnSetId = "ScoreColumnSetId";

    /// <summary>On the columns that a model adds, what each is: "Score", "Probability", "PredictedLabel".</summary>
    public const string ScoreValueKind = "ScoreValueKind";

    /// <summary>On the scores of classes, the values of the classes: a vector, one for each score.</summary>
    public const string TrainingLabelValues = "TrainingLabelValues";
}
