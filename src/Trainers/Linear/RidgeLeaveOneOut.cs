namespace MLExtensions;

/// <summary>How ridge regression with one λ does on each example when fitted without it.</summary>
/// <param name="L2Regularization">λ.</param>
/// <param name="LeaveOneOutError">
/// Σᵢ wᵢ (yᵢ − ŷᵢ)² / Σw, with ŷᵢ predicted by the model fitted to all rows but row i, which is left out with its whole
/// weight wᵢ; in squared units of the label. The least of these is the λ to choose.
/// </param>
/// <param name="TrainingError">Σᵢ wᵢ (yᵢ − ŷᵢ)² / Σw, with ŷᵢ predicted by the model fitted to all rows.</param>
/// <param name="DegreesOfFreedom">
/// The trace of the matrix that maps labels to predictions: from 1, the bias alone, for large λ, to 1 + the rank of the
/// centered features for λ = 0.
/// </param>
public sealed record RidgeLeaveOneOut(
    float L2Regularization, double LeaveOneOutError, double TrainingError, double DegreesOfFreedom);
