namespace MLExtensions;

/// <summary>
/// How well ridge regression with one λ predicts examples that it was not fitted to: the mean over all examples, each left out
/// once.
/// </summary>
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
    /// weight wᵢ; in squared units of the label. Choose the λ whose error is least.
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
