namespace MLExtensions.Trainers;

/// <summary>How far training is, reported after each pass over the data.</summary>
/// <param name="Epoch">Passes over the data done.</param>
/// <param name="Objective">
/// λ‖W‖² + Σᵢ wᵢ·ℓᵢ, the function that training minimises; during the minibatch epochs estimated from the batches while
/// the weights move, and for the SVM's quasi-Newton steps with the kinks of its loss smoothed.
/// </param>
/// <param name="StepSize">The last step size, of the minibatches or of the quasi-Newton line search.</param>
/// <param name="GradientNorm">
/// The Euclidean length of the objective's gradient, with features conditioned internally to about unit variance; in the
/// minibatch epochs the root mean square over the batches, each scaled up to all rows.
/// </param>
/// <param name="Elapsed">Time since training began, reading the data included.</param>
public readonly record struct TrainingProgress(int Epoch, double Objective, double StepSize, double GradientNorm, TimeSpan Elapsed)
{
    /// <summary>Σᵢ wᵢ·ℓᵢ / Σw of the rows held out for early stopping, without the penalty; null where none are.</summary>
    public double? HeldOutLoss { get; init; }

    /// <summary>
    /// By how much the objective can exceed its minimum at most, where the options ask for it: in one more report at the
    /// end, whose objective is that of the model. Null before and where not asked for.
    /// </summary>
    public double? DualityGap { get; init; }
}
