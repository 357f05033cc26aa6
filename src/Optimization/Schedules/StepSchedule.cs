using MLExtensions.Optimization.Schedules;

namespace MLExtensions;

/// <summary>
/// How the step size changes while a descent goes on, α(t) = α₀ · f(t), with α₀ the learning rate: the schedules that come with
/// the library, and the base of schedules of your own.
/// </summary>
/// <remarks>
/// A schedule gives the factor f alone, so that it goes with any learning rate, chosen or automatic. It counts steps, and each
/// minibatch makes one. It has no memory: the same arguments give the same factor, in any order. PyTorch: <c>LambdaLR</c>.
/// </remarks>
public abstract class StepSchedule
{
    /// <summary>The same step size throughout: f(t) = 1.</summary>
    /// <remarks>
    /// With the gradients of batches the parameters end up wandering about the minimum, the closer the smaller the learning rate.
    /// </remarks>
    public static StepSchedule Constant() => new Constant();

    /// <summary>From the learning rate down to 0 along half a cosine wave: f(t) = (1 + cos πt/N) / 2.</summary>
    /// <remarks>
    /// Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (ICLR 2017), equation 5 without restarts.
    /// PyTorch: <c>CosineAnnealingLR(T_max: N)</c>.
    /// </remarks>
    public static StepSchedule Cosine() => new CosineDecay();

    /// <summary>Falling like one over time: f(t) = 1 / (1 + r t).</summary>
    /// <remarks>
    /// For r &gt; 0 its sum diverges and the sum of its squares does not: the conditions under which the gradients of batches
    /// lead all the way to the minimum. Robbins and Monro, A stochastic approximation method, Ann. Math. Statist. 22 (1951),
    /// equation 6; Bottou, Stochastic gradient descent tricks (2012), section 5.2. Keras: <c>InverseTimeDecay(decay_steps:
    /// 1)</c>.
    /// </remarks>
    /// <param name="rate">r; at least 0. After 1/r steps (a minibatch is one step) the step size is half of what it was.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of its range.</exception>
    public static StepSchedule InverseTime(double rate) => new InverseTimeDecay(rate);

    /// <summary>Multiplied by a factor every so many steps: f(t) = c^⌊t/n⌋.</summary>
    /// <remarks>
    /// Bottou, Curtis and Nocedal, Optimization methods for large-scale machine learning, SIAM Rev. 60 (2018), section 4.2.
    /// PyTorch: <c>StepLR(step_size: n, gamma: c)</c>.
    /// </remarks>
    /// <param name="factor">c; positive and at most 1.</param>
    /// <param name="every">n, in steps; each minibatch is one step; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static StepSchedule Decay(double factor, long every) => new StepDecay(factor, every);

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
    /// <param name="steps">n, in steps; each minibatch is one step; at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public static StepSchedule Warmup(StepSchedule schedule, long steps) => new LinearWarmup(schedule, steps);

    /// <summary>The factor for one step; each minibatch is one step.</summary>
    /// <param name="stepsDone">t, the steps made before it: from 0 up to, not including, <paramref name="stepsPlanned"/>.</param>
    /// <param name="stepsPlanned">N, how many steps there will be; at least 1.</param>
    /// <returns>f(t), at least 0 and finite.</returns>
    public abstract double Factor(long stepsDone, long stepsPlanned);
}
