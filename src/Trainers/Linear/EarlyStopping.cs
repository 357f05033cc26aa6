using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>
/// Holds a part of the training data out, ends training when the loss of that part no longer falls, and keeps the weights
/// for which it was least.
/// </summary>
/// <remarks>
/// The rest is trained on, with λ as it is: of the sum over examples fewer remain, so the penalty weighs a little more.
/// The held-out rows are drawn with the trainer's seed, from all classes (or along the whole range of numeric labels) in
/// proportion. scikit-learn: <c>early_stopping</c>.
/// </remarks>
public sealed record EarlyStopping
{
    /// <param name="heldOutFraction">
    /// The share of the rows that is held out; above 0 and below 1. scikit-learn: <c>validation_fraction</c>.
    /// </param>
    /// <param name="patience">
    /// How many passes over the data without a smaller held-out loss are waited for; at least 1. scikit-learn:
    /// <c>n_iter_no_change</c>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public EarlyStopping(double heldOutFraction = 0.1, int patience = 10)
    {
        HeldOutFraction = Guard.Require(heldOutFraction is > 0 and < 1, heldOutFraction, nameof(heldOutFraction), "above 0 and below 1");
        Patience = (int)Guard.AtLeastOne(patience);
    }

    /// <summary>The share of the rows that is held out.</summary>
    public double HeldOutFraction { get; }

    /// <summary>Passes over the data without a smaller held-out loss that are waited for.</summary>
    public int Patience { get; }
}
