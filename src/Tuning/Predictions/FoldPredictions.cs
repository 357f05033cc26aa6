namespace MLExtensions.Tuning.Predictions;

/// <summary>The rows of a fold, scored by a model that was trained on others.</summary>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="Repeat">The split that it is of, from 1.</param>
/// <param name="Rows">The number of each row in the store that the data are of.</param>
/// <param name="Scored">What the model says of them.</param>
internal sealed record FoldPredictions(int Fold, int Repeat, int[] Rows, ScoredRows Scored);
