namespace MLExtensions;

/// <summary>How ridge regression with one λ does on each example when fitted without it.</summary>
public sealed record RidgeLeaveOneOut
{
    internal RidgeLeaveOneOut(float l2Regularization, double leaveOneOutError, double trainingError, double degreesOfFreedom)
    {
        L2Regularization = l2Regularization;
        LeaveOneOutError = leaveOneOutError;
        TrainingError = trainingError;
        DegreesOfFreedom = degreesOfFreedom;
    }

    /// <summary>λ.</summary>
    public float L2Regularization { get; }

    /// <summary>
    /// Σᵢ wᵢ (yᵢ − ŷᵢ)² / Σw, with ŷᵢ predicted by the model fitted to all rows but row i, which is left out with its whole
    /// weight wᵢ; in squared units of the label. The least of these is the λ to choose.
    /// </summary>
    public double LeaveOneOutError { get; }

    /// <summary>Σᵢ wᵢ (yᵢ − ŷᵢ)² / Σw, with ŷᵢ predicted by the model fitted to all rows.</summary>
    public double TrainingError { get; }

    /// <summary>
    /// The trace of the matrix that maps labels to predictions: from 1, the bias alone, for large λ, to 1 + the rank of the
    /// centered features for λ = 0.
    /// </summary>
    public double DegreesOfFreedom { get; }
}
