namespace MLExtensions;

/// <summary>What a rule is told about a step, beside the numbers that it works on.</summary>
/// <param name="Size">The step size α, from the schedule; at least 0.</param>
/// <param name="Iteration">t, counted from 1.</param>
/// <param name="Rows">Which of the parameters belong to one row of weights.</param>
public readonly record struct UpdateStep(double Size, long Iteration, ParameterRows Rows);
