namespace MLExtensions.Optimization.Schedules;

/// <inheritdoc cref="StepSchedule.Constant"/>
internal sealed class Constant : StepSchedule
{
    public override double Factor(long stepsDone, long stepsPlanned) => 1;
}
