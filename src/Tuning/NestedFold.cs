namespace MLExtensions;

/// <summary>An outer fold of a nested cross-validation.</summary>
/// <param name="Chosen">The values that a sweep over the other folds chose.</param>
/// <param name="InnerScore">What the sweep thought of them: its own mean validation score.</param>
/// <param name="Score">What the pipeline with these values, trained on the other folds, scores on this one.</param>
public sealed record NestedFold(ParameterValues Chosen, double InnerScore, double Score)
{
    /// <summary>How many rows the chosen models were given to train on in that sweep, all its folds together, and how many of them were skipped, and why.</summary>
    public required RowCounts TrainingRows { get; init; }

    /// <summary>How many rows this fold has, and how many of them the score does not rest on, or counts as wrong, and why.</summary>
    public required RowCounts HeldOut { get; init; }
}
