using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Multiplied by a factor every so many steps: f(t) = c^⌊t/n⌋.</summary>
/// <remarks>
/// Bottou, Curtis and Nocedal, Optimization methods for large-scale machine learning, SIAM Rev. 60 (2018), section 4.2.
/// PyTorch: <c>StepLR(step_size: n, gamma: c)</c>.
/// </remarks>
/// <param name="factor">c; positive and at most 1.</param>
/// <param name="every">n, in steps, one a minibatch; at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
public sealed class StepDecay(double factor, long every) : IStepSchedule
{
    private readonly double _factor = Guard.PositiveUpToOne(factor);
    private readonly long _every = Guard.AtLeastOne(every);

    /// <inheritdoc/>
    public double Factor(long iteration, long planned) => Math.Pow(_factor, iteration / _every);
}
