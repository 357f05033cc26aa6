namespace MLExtensions.Optimization.Descent;

/// <summary>How far a minimizer is.</summary>
/// <param name="Epoch">Passes over the data done.</param>
/// <param name="Objective">F, or its estimate from the batches of the epoch while the parameters moved.</param>
/// <param name="StepSize">The last step size.</param>
/// <param name="GradientNorm">‖∇F‖, or the root mean square of its estimates from the batches of the epoch.</param>
internal readonly record struct EpochReport(int Epoch, double Objective, double StepSize, double GradientNorm)
{
    /// <summary>The mean loss of examples held out, where there are any.</summary>
    public double? HeldOutLoss { get; init; }
}
