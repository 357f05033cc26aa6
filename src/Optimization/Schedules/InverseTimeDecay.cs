using MLExtensions.Arguments;

namespace MLExtensions.Optimization.Schedules;

/// <inheritdoc cref="StepSchedule.InverseTime"/>
internal sealed class InverseTimeDecay(double rate) : StepSchedule
{
    private readonly double _rate = Guard.NotNegative(rate);

    public override double Factor(long stepsDone, long stepsPlanned) => 1 / (1 + _rate * stepsDone);
}
