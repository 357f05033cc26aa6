namespace MLExtensions.Optimization.Schedules;

/// <summary>How the step size α changes while a descent goes on.</summary>
/// <remarks>An implementation has no memory: the same arguments give the same step size, in any order.</remarks>
public interface IStepSchedule
{
    /// <summary>The step size of an iteration.</summary>
    /// <param name="iteration">t, the iterations done before it: from 0 up to, not including, <paramref name="planned"/>.</param>
    /// <param name="planned">N, how many iterations there will be; at least 1.</param>
    /// <returns>α, at least 0 and finite.</returns>
    double StepSize(long iteration, long planned);
}
