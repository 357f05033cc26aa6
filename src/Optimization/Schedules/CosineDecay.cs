namespace MLExtensions.Optimization.Schedules;

/// <summary>From the initial step down to 0 along half a cosine wave: α(p) = α₀ · (1 + cos πp) / 2.</summary>
/// <remarks>
/// Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (ICLR 2017), equation 5 without restarts.
/// </remarks>
internal sealed class CosineDecay(double initialStepSize) : IStepSchedule
{
    public double StepSize(double progress) => initialStepSize * 0.5 * (1 + Math.Cos(Math.PI * progress));
}
