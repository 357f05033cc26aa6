namespace MLExtensions.Reference;

/// <summary>The losses whose optima are known.</summary>
public enum ReferenceObjective
{
    Softmax,

    /// <summary>The joint multiclass SVM, margin 1.</summary>
    Svm,
}
