namespace MLExtensions.Optimization.Descent;

/// <summary>How a descent ended.</summary>
/// <param name="Epochs">Passes over the data made.</param>
/// <param name="End">What ended it.</param>
internal readonly record struct DescentOutcome(int Epochs, DescentEnd End);
