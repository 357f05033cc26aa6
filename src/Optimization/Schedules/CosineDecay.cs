namespace MLExtensions;

/// <summary>From the learning rate down to 0 along half a cosine wave: f(t) = (1 + cos πt/N) / 2.</summary>
/// <remarks>
/// Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (ICLR 2017), equation 5 without restarts.
/// PyTorch: <c>CosineAnnealingLR(T_max: N)</c>.
/// </remarks>
public sealed class CosineDecay : IStepSchedule
{
    /// <inheritdoc/>
    public double Factor(long iteration, long planned) => 0.5 * (1 + Math.Cos(Math.PI * ((double)iteration / planned)));
}
