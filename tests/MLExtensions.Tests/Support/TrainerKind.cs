namespace MLExtensions.Tests.Support;

/// <summary>The linear classifiers, which have all but the loss in common.</summary>
public enum TrainerKind
{
    SoftmaxRegression,
    MulticlassSvm,
}
