namespace MLExtensions.Optimization;

/// <summary>How far a minimiser is.</summary>
/// <param name="Epoch">Passes over the data done.</param>
/// <param name="Objective">F, or its estimate from the batches of the epoch while the parameters moved.</param>
/// <param name="StepSize">The last step size.</param>
internal readonly record struct EpochReport(int Epoch, double Objective, double StepSize);
