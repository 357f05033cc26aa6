namespace MLExtensions;

/// <summary>The same step size throughout: f(t) = 1.</summary>
/// <remarks>
/// With the gradients of batches the parameters end up wandering about the minimum, the closer the smaller the learning rate.
/// </remarks>
public sealed class Constant : IStepSchedule
{
    /// <inheritdoc/>
    public double Factor(long iteration, long planned) => 1;
}
