namespace MLExtensions.Tuning.Folds;

/// <summary>The rows of a fold, by their places in the data.</summary>
/// <param name="Name">What it is called: its number, or what its rows have in common.</param>
/// <param name="Repeat">From 0.</param>
/// <param name="IsTraining">Whether models are trained on a row.</param>
/// <param name="IsValidation">Whether models are scored on a row.</param>
internal sealed record FoldRows(string Name, int Repeat, Func<int, bool> IsTraining, Func<int, bool> IsValidation);
