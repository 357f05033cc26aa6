namespace MLExtensions;

/// <summary>A fold, and how many rows it has.</summary>
/// <param name="Name">Its number within its repeat, from 1, or the value that its rows have in common.</param>
/// <param name="Repeat">Which of the repeated splits it is of, from 1.</param>
/// <param name="TrainingRows">How many rows models are trained on.</param>
/// <param name="ValidationRows">How many other rows they are scored on.</param>
public sealed record FoldSize(string Name, int Repeat, int TrainingRows, int ValidationRows);
