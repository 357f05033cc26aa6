namespace MLExtensions.Optimization.Schedules;

/// <summary>
/// Rises in equal parts to the start of another schedule, which then takes over:
/// f(t) = (t + 1)/n · g(0) for t &lt; n, g(t − n) from there.
/// </summary>
/// <remarks>
/// Large minibatches need it: Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1 hour (2017), section 2.2,
/// gradual warm-up. The schedule that follows is told of the N − n iterations that are left to it. PyTorch:
/// <c>LinearLR</c>, then the other, in <c>SequentialLR</c>.
/// </remarks>
/// <param name="schedule">g, what follows.</param>
/// <param name="iterations">n; at least 1.</param>
/// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is below 1.</exception>
public sealed class LinearWarmup(IStepSchedule schedule, long iterations) : IStepSchedule
{
    private readonly IStepSchedule _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));
    private readonly long _iterations = Guard.AtLeastOne(iterations);

    /// <inheritdoc/>
    public double Factor(long iteration, long planned)
    {
        long left = Math.Max(1, planned - _iterations);
        return iteration < _iterations
            ? (iteration + 1.0) / _iterations * _schedule.Factor(0, left)
            : _schedule.Factor(iteration - _iterations, left);
    }
}
