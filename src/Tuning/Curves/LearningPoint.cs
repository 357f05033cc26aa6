namespace MLExtensions;

/// <summary>A number of examples, and what comes of training on them.</summary>
/// <param name="Examples">How many a model was trained on, in the mean over the folds.</param>
/// <param name="Trial">Its scores, on the rows trained on and on the folds left out.</param>
public sealed record LearningPoint(int Examples, SweepTrial Trial);
