namespace MLExtensions.Optimization.Schedules;

/// <summary>How the step size changes while training goes on.</summary>
internal interface IStepSchedule
{
    /// <summary>The step size at a given share of the way.</summary>
    /// <param name="progress">Iterations done over iterations planned, from 0 up to, not including, 1.</param>
    double StepSize(double progress);
}
