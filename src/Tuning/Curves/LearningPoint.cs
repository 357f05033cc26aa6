namespace MLExtensions;

/// <summary>A number of examples, and what comes of training on them.</summary>
public sealed record LearningPoint
{
    internal LearningPoint(int examples, SweepTrial trial)
    {
        Examples = examples;
        Trial = trial;
    }

    /// <summary>How many a model was trained on, in the mean over the folds.</summary>
    public int Examples { get; }

    /// <summary>Its scores, on the rows trained on and on the folds left out.</summary>
    public SweepTrial Trial { get; }
}
