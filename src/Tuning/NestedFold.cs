namespace MLExtensions;

/// <summary>An outer fold of a nested cross-validation.</summary>
public sealed record NestedFold
{
    internal NestedFold(ParameterValues chosen, double innerScore, double score, RowCounts trainingRows, RowCounts heldOut)
    {
        Chosen = chosen;
        InnerScore = innerScore;
        Score = score;
        TrainingRows = trainingRows;
        HeldOut = heldOut;
    }

    /// <summary>The values that a sweep over the other folds chose.</summary>
    public ParameterValues Chosen { get; }

    /// <summary>The mean validation score of these values in that sweep.</summary>
    public double InnerScore { get; }

    /// <summary>What the pipeline with these values, trained on the other folds, scores on this one.</summary>
    public double Score { get; }

    /// <summary>
    /// How many rows the chosen models were given to train on in that sweep, all its folds together, and how many of them were
    /// skipped, and why.
    /// </summary>
    public RowCounts TrainingRows { get; }

    /// <summary>
    /// How many rows this fold has, and how many of them the score does not rest on, or counts as wrong, and why.
    /// </summary>
    public RowCounts HeldOut { get; }
}
