using MLExtensions.Arguments;

namespace MLExtensions.Optimization.Schedules;

/// <inheritdoc cref="StepSchedule.Warmup"/>
internal sealed class LinearWarmup(StepSchedule schedule, long steps) : StepSchedule
{
    private readonly StepSchedule _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));
    private readonly long _steps = Guard.AtLeastOne(steps);

    public override double Factor(long stepsDone, long stepsPlanned)
    {
        long left = Math.Max(1, stepsPlanned - _steps);
        return stepsDone < _steps
            ? (stepsDone + 1.0) / _steps * _schedule.Factor(0, left)
            : _schedule.Factor(stepsDone - _steps, left);
    }
}
