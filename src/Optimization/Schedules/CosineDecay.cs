namespace MLExtensions.Optimization.Schedules;

/// <inheritdoc cref="StepSchedule.Cosine"/>
internal sealed class CosineDecay : StepSchedule
{
    public override double Factor(long stepsDone, long stepsPlanned) => 0.5 * (1 + Math.Cos(Math.PI * ((double)stepsDone / stepsPlanned)));
}
