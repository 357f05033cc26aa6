namespace MLExtensions;

/// <summary>
/// The schedules that come with the library, for <see cref="LinearTrainerOptions.Schedule"/>; a schedule of your own is an
/// <see cref="IStepSchedule"/>. What they count is steps, one a minibatch.
/// </summary>
public static class StepSchedule
{
    /// <inheritdoc cref="MLExtensions.Constant"/>
    public static IStepSchedule Constant() => new Constant();

    /// <inheritdoc cref="CosineDecay"/>
    public static IStepSchedule Cosine() => new CosineDecay();

    /// <inheritdoc cref="InverseTimeDecay"/>
    public static IStepSchedule InverseTime(double rate) => new InverseTimeDecay(rate);

    /// <inheritdoc cref="StepDecay"/>
    public static IStepSchedule Decay(double factor, long every) => new StepDecay(factor, every);

    /// <inheritdoc cref="LinearWarmup"/>
    public static IStepSchedule Warmup(IStepSchedule schedule, long steps) => new LinearWarmup(schedule, steps);
}
