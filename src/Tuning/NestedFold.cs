namespace MLExtensions.Tuning;

/// <summary>An outer fold of a nested cross-validation.</summary>
/// <param name="Chosen">The values that a sweep over the other folds chose.</param>
/// <param name="InnerScore">What the sweep thought of them: its own mean validation score.</param>
/// <param name="Score">What the pipeline with these values, trained on the other folds, scores on this one.</param>
public sealed record NestedFold(ParameterValues Chosen, double InnerScore, double Score);
