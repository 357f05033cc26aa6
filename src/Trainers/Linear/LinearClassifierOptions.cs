namespace MLExtensions;

/// <summary>Options that all linear classifiers share.</summary>
public abstract class LinearClassifierOptions : LinearTrainerOptions
{
    /// <summary>
    /// A factor on the weight of all examples of a class, by the class's value, or <see cref="ClassWeights.Balanced"/>.
    /// Default: <see langword="null"/>, all classes weigh 1. scikit-learn: <c>class_weight</c>.
    /// </summary>
    public ClassWeights? ClassWeights { get; set; }
}
