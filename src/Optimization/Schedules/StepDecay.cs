using MLExtensions.Arguments;

namespace MLExtensions.Optimization.Schedules;

/// <inheritdoc cref="StepSchedule.Decay"/>
internal sealed class StepDecay(double factor, long every) : StepSchedule
{
    private readonly double _factor = Guard.PositiveUpToOne(factor);
    private readonly long _every = Guard.AtLeastOne(every);

    public override double Factor(long stepsDone, long stepsPlanned) => Math.Pow(_factor, stepsDone / _every);
}
