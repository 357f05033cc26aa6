using MLExtensions.Optimization.Descent;

namespace MLExtensions.Optimization.Objectives;

/// <summary>A member of a stack on its way.</summary>
/// <param name="l2Regularization">λ.</param>
/// <param name="objective">What it minimizes over dense rows, were it alone.</param>
internal sealed class StackedModel<TTarget>(double l2Regularization, DenseLinearObjective<TTarget> objective)
{
    public double L2Regularization { get; } = l2Regularization;

    public DenseLinearObjective<TTarget> Objective { get; } = objective;

    /// <summary>What is remembered of its gradients, while it takes minibatches.</summary>
    public GradientMemory? Memory { get; set; }

    /// <summary>W̃ and b̃, when last looked at.</summary>
    public float[] Parameters { get; } = new float[objective.Dimension];

    /// <summary>How the minibatches so far have ended.</summary>
    public DescentOutcome Outcome { get; set; } = new(0, DescentEnd.Exhausted);

    /// <summary>F, when last looked at, as the batches have seen the losses.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>By how much F has fallen since it was looked at before.</summary>
    public double Gain { get; private set; } = double.PositiveInfinity;

    /// <summary>Notes where the member has come to.</summary>
    public void Note(double value, ReadOnlySpan<float> parameters, DescentOutcome outcome)
    {
        Gain = Value - value;
        Value = value;
        parameters.CopyTo(Parameters);
        Outcome = outcome;
    }

    /// <summary>Goes back to where the member began.</summary>
    public void GiveUp(DescentOutcome outcome)
    {
        Array.Clear(Parameters);
        Outcome = outcome;
    }

    /// <summary>How far F is from its minimum, as far as the gradients remembered tell.</summary>
    public GapEstimate EstimateGap() => Objective.EstimateGap(Parameters, (float[])Memory!.Mean.Clone());
}
