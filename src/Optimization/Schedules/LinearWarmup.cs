using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>
/// Rises in equal parts to the start of another schedule, which then takes over:
/// f(t) = (t + 1)/n · g(0) for t &lt; n, g(t − n) from there.
/// </summary>
/// <remarks>
/// Large minibatches need it: Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1 hour (2017), section 2.2,
/// gradual warm-up. The schedule that follows is told of the N − n steps that are left to it. PyTorch:
/// <c>LinearLR</c>, then the other, in <c>SequentialLR</c>.
/// </remarks>
/// <param name="schedule">g, what follows.</param>
/// <param name="steps">n, in steps, one a minibatch; at least 1.</param>
/// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
public sealed class LinearWarmup(IStepSchedule schedule, long steps) : IStepSchedule
{
    private readonly IStepSchedule _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));
    private readonly long _steps = Guard.AtLeastOne(steps);

    /// <inheritdoc/>
    public double Factor(long iteration, long planned)
    {
        long left = Math.Max(1, planned - _steps);
        return iteration < _steps
            ? (iteration + 1.0) / _steps * _schedule.Factor(0, left)
            : _schedule.Factor(iteration - _steps, left);
    }
}
