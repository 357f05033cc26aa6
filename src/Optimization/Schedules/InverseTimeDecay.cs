using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Falling like one over time: f(t) = 1 / (1 + r t).</summary>
/// <remarks>
/// For r &gt; 0 its sum diverges and the sum of its squares does not: the conditions under which the gradients of batches
/// lead all the way to the minimum. Robbins and Monro, A stochastic approximation method, Ann. Math. Statist. 22 (1951), equation 6;
/// Bottou, Stochastic gradient descent tricks (2012), section 5.2. Keras: <c>InverseTimeDecay(decay_steps: 1)</c>.
/// </remarks>
/// <param name="rate">r; at least 0. After 1/r steps, one a minibatch, the step size is half of what it was.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of its range.</exception>
public sealed class InverseTimeDecay(double rate) : IStepSchedule
{
    private readonly double _rate = Guard.NotNegative(rate);

    /// <inheritdoc/>
    public double Factor(long iteration, long planned) => 1 / (1 + _rate * iteration);
}
