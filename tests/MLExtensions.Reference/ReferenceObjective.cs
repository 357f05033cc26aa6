namespace MLExtensions.Reference;

/// <summary>The losses whose optima are known.</summary>
public enum ReferenceObjective
{
    Softmax,

    /// <summary>The joint multiclass SVM, margin 1.</summary>
    Svm,

    /// <summary>
    /// A ridge regression for each class, of 1 where the example is of the class and 0 where it is not; in data for regression, one of
    /// the numbers to predict.
    /// </summary>
    Ridge,

    /// <summary>Logistic regression of two classes: one vector, λ‖w‖² + Σ log(1 + exp(−y s)).</summary>
    Logistic,

    /// <summary>The SVM of two classes, margin 1: one vector, λ‖w‖² + Σ max(0, 1 − y s).</summary>
    Hinge,
}
