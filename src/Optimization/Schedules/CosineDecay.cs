namespace MLExtensions.Optimization.Schedules;

/// <summary>From the initial step down to 0 along half a cosine wave: α(t) = α₀ · (1 + cos πt/N) / 2.</summary>
/// <remarks>
/// Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (ICLR 2017), equation 5 without restarts.
/// PyTorch: <c>CosineAnnealingLR(T_max: N)</c>.
/// </remarks>
/// <param name="initialStepSize">α₀; positive.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="initialStepSize"/> is not positive and finite.</exception>
public sealed class CosineDecay(double initialStepSize) : IStepSchedule
{
    private readonly double _initialStepSize = Guard.Positive(initialStepSize);

    /// <inheritdoc/>
    public double StepSize(long iteration, long planned) =>
        _initialStepSize * 0.5 * (1 + Math.Cos(Math.PI * ((double)iteration / planned)));
}
