using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions;

/// <summary>What a rule is told about a step, beside the numbers that it works on.</summary>
public readonly record struct UpdateStep
{
    /// <summary>A step of parameters that are one row.</summary>
    /// <param name="size">The step size α, at least 0.</param>
    /// <param name="number">t, counted from 1.</param>
    public UpdateStep(double size, long number)
        : this(size, number, ParameterRows.One)
    {
    }

    internal UpdateStep(double size, long number, ParameterRows rows)
    {
        Size = size;
        Number = number;
        Rows = rows;
    }

    /// <summary>The step size α, from the schedule; at least 0.</summary>
    public double Size { get; }

    /// <summary>t, the number of this step, from 1; each minibatch is one step.</summary>
    public long Number { get; }

    /// <summary>Which of the parameters belong to one row of weights.</summary>
    internal ParameterRows Rows { get; }
}
