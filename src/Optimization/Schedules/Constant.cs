namespace MLExtensions.Optimization.Schedules;

/// <summary>The same step size throughout: α(t) = α₀.</summary>
/// <remarks>With the gradients of batches the parameters end up wandering about the minimum, the closer the smaller α₀.</remarks>
/// <param name="stepSize">α₀; positive.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="stepSize"/> is not positive and finite.</exception>
public sealed class Constant(double stepSize) : IStepSchedule
{
    private readonly double _stepSize = Guard.Positive(stepSize);

    /// <inheritdoc/>
    public double StepSize(long iteration, long planned) => _stepSize;
}
