namespace MLExtensions.Optimization.Schedules;

/// <summary>Falling like one over time: α(t) = α₀ / (1 + r t).</summary>
/// <remarks>
/// For r &gt; 0 its sum diverges and the sum of its squares does not: the conditions under which the gradients of batches
/// lead all the way to the minimum. Robbins and Monro, A stochastic approximation method, Ann. Math. Statist. 22 (1951), equation 6;
/// Bottou, Stochastic gradient descent tricks (2012), section 5.2. Keras: <c>InverseTimeDecay(decay_steps: 1)</c>.
/// </remarks>
/// <param name="initialStepSize">α₀; positive.</param>
/// <param name="rate">r; at least 0. After 1/r iterations the step size is half of α₀.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
public sealed class InverseTimeDecay(double initialStepSize, double rate) : IStepSchedule
{
    private readonly double _initialStepSize = Guard.Positive(initialStepSize);
    private readonly double _rate = Guard.NotNegative(rate);

    /// <inheritdoc/>
    public double StepSize(long iteration, long planned) => _initialStepSize / (1 + _rate * iteration);
}
