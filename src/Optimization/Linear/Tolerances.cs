using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Linear;

/// <summary>How close to the minimum is close enough, as shares of F, for descents in single precision.</summary>
/// <remarks>
/// What the user has not chosen depends on the size of the data. Small data come here where examples are held out or minibatches
/// are to be alone; what is solved in double precision has tolerances of its own (<see cref="PreciseDescent{TTarget}"/>), and so
/// has a large dense SVM (<see cref="HingeDescent"/>).
/// </remarks>
internal sealed record Tolerances
{
    /// <summary>The share of F that is worth another pass over small data.</summary>
    public const double Strict = 3e-6;

    /// <summary>
    /// The same for large data, where it leaves F some tenths of a percent above the minimum: further passes would take most
    /// of the time, and change no prediction to speak of.
    /// </summary>
    private const double Loose = 1e-4;

    /// <summary>Multiplications in a pass from which on the tolerance grows in proportion.</summary>
    private const double SmallPass = 1e7;

    /// <summary>
    /// How much more gradients may promise over large data where the loss has kinks, which keep them up to the minimum.
    /// </summary>
    private const double KinksFactor = 40;

    /// <summary>
    /// How much more the bound of the distance may be than the least promise: from gradients just remembered, with the noise of
    /// the last batches in them, it is some ten times what is true, and far more where the loss has kinks.
    /// </summary>
    private const double BoundFactor = 800;

    private const double GainFactor = 100;

    private Tolerances()
    {
    }

    /// <summary>What another quasi-Newton step has to promise, or these end.</summary>
    public required double Step { get; init; }

    /// <summary>
    /// What the way down the gradient may still promise after the minibatches: over large data as much as all the small steps
    /// before an end. Over small data, where passes cost little, far less, since the gradient does not know how ill conditioned
    /// the problem is; where the loss has kinks nothing at all.
    /// </summary>
    public required double Promise { get; init; }

    /// <summary>What the bound of the distance may be after the minibatches.</summary>
    public required double Bound { get; init; }

    /// <summary>
    /// What a round of minibatches has to gain for another one to follow, which gains a third of that, or less.
    /// </summary>
    public required double Gain { get; init; }

    /// <summary>Whether minibatches have come close enough.</summary>
    /// <param name="gap">What the gradients remembered tell.</param>
    /// <param name="value">F.</param>
    public bool IsNear(GapEstimate gap, double value) => gap.Promise <= Promise * value && gap.Bound <= Bound * value;

    /// <param name="chosen">What the user has chosen.</param>
    /// <param name="problem">What to minimize.</param>
    public static Tolerances Of<TTarget>(double? chosen, LinearProblem<TTarget> problem)
    {
        double ofSize = Math.Clamp(Strict * problem.Features.StoredEntries * problem.Outputs / SmallPass, Strict, Loose);
        double step = chosen ?? ofSize;
        double largeness = Math.Min(1, step / Loose);
        bool hasKinks = problem.Loss.HasKinks;
        double share = !hasKinks ? largeness : largeness < 1 ? 0 : KinksFactor;
        return new Tolerances
        {
            Step = step,
            Promise = LimitedMemoryBfgs<float>.SmallPromisesToConverge * step * share,
            Bound = BoundFactor * (hasKinks ? KinksFactor : 1) * (chosen ?? Loose),
            Gain = GainFactor * (chosen ?? Loose),
        };
    }
}
