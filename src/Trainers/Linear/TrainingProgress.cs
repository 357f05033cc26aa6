namespace MLExtensions;

/// <summary>
/// How far training is: reported after each epoch of minibatches, each step of Newton's method or quasi-Newton step, and each
/// round of the SVM's solvers, which is several steps.
/// </summary>
public readonly record struct TrainingProgress
{
    internal TrainingProgress(int epoch, double objective, double stepSize, double gradientNorm, TimeSpan elapsed)
    {
        Epoch = epoch;
        Objective = objective;
        StepSize = stepSize;
        GradientNorm = gradientNorm;
        Elapsed = elapsed;
    }

    /// <summary>
    /// Passes over the data done. A step of Newton's method counts as several passes, and one over the active rows alone as a
    /// fraction.
    /// </summary>
    public int Epoch { get; }

    /// <summary>
    /// λ‖W‖² + Σᵢ wᵢ·ℓᵢ, the function that training minimizes. In the minibatch epochs it is estimated from the batches while the
    /// weights move; that of a round of the SVM by Newton's method is of the best model so far; in the SVM's quasi-Newton steps
    /// the kinks of its loss are smoothed.
    /// </summary>
    public double Objective { get; internal init; }

    /// <summary>
    /// The last step size, of the minibatches or of the search along a step; 1 for a round of the SVM by Newton's method.
    /// </summary>
    public double StepSize { get; }

    /// <summary>
    /// The Euclidean length of the gradient. By Newton's method it is in the units of the features less their means, for the SVM
    /// with its loss smoothed. Otherwise features are conditioned internally to about unit variance. In minibatch epochs it is
    /// the root mean square over the batches, each scaled up to all rows.
    /// </summary>
    public double GradientNorm { get; }

    /// <summary>Time since training began, reading the data included.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Σᵢ wᵢ·ℓᵢ / Σw of the rows held out for early stopping, without the penalty; null where none are.</summary>
    public double? HeldOutLoss { get; internal init; }

    /// <summary>
    /// By how much the objective can exceed its minimum at most, where the options ask for it: in one more report at the
    /// end, whose objective is that of the model. Infinite where nothing bounds it. Null before and where not asked for.
    /// </summary>
    public double? DualityGap { get; internal init; }
}
