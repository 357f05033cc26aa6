namespace MLExtensions;

/// <summary>How the step size changes while a descent goes on: α(t) = α₀ · f(t), with α₀ the learning rate.</summary>
/// <remarks>
/// A schedule gives the factor f alone, so that it goes with any learning rate, chosen or automatic. An implementation has
/// no memory: the same arguments give the same factor, in any order. PyTorch: <c>LambdaLR</c>.
/// </remarks>
public interface IStepSchedule
{
    /// <summary>The factor of a step, of which each minibatch makes one.</summary>
    /// <param name="iteration">t, the steps made before it: from 0 up to, not including, <paramref name="planned"/>.</param>
    /// <param name="planned">N, how many steps there will be; at least 1.</param>
    /// <returns>f(t), at least 0 and finite.</returns>
    double Factor(long iteration, long planned);
}
