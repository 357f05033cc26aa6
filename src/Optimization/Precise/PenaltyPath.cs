using System.Numerics.Tensors;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Optimization.Precise;

/// <summary>The minima for one λ after the other, and where to begin for the next.</summary>
/// <remarks>
/// <code>
/// θ(λ) ≈ θ(λ₁) + (θ(λ₁) − θ(λ₂)) · log(λ / λ₁) / log(λ₁ / λ₂)
/// </code>
/// A predictor along the path, as in Allgower and Georg, Introduction to Numerical Continuation Methods (1990), chapter 2, by the
/// secant in place of the tangent.
/// </remarks>
internal sealed class PenaltyPath
{
    private (double Lambda, double[] Parameters)? _last;
    private (double Lambda, double[] Parameters)? _before;

    /// <summary>Whether there is a minimum to go on from.</summary>
    public bool HasBegun => _last is not null;

    /// <summary>Where to begin: at 0, at the last minimum, or on the line through the last two, if F is less there.</summary>
    /// <param name="objective">F for the next λ.</param>
    public double[] Start(NewtonObjective objective)
    {
        if (_last is not { } last)
            return new double[objective.Dimension];
        var start = (double[])last.Parameters.Clone();
        if (_before is not { } before || objective.Loss is HingeBlockLoss)
            return start;
        double share = Math.Log(objective.L2Regularization / last.Lambda) / Math.Log(last.Lambda / before.Lambda);

        // Of no penalty, or of the same twice, there is no logarithm to go by.
        if (!double.IsFinite(share))
            return start;
        var predicted = new double[start.Length];
        TensorPrimitives.Subtract(last.Parameters, before.Parameters, predicted);
        TensorPrimitives.MultiplyAdd(predicted, share, start, predicted);
        return objective.EvaluateAt(predicted, gradient: null) < objective.EvaluateAt(start, gradient: null) ? predicted : start;
    }

    /// <summary>Takes a minimum down.</summary>
    /// <param name="lambda">λ.</param>
    /// <param name="parameters">Where it is; not to be changed any more.</param>
    public void Add(double lambda, double[] parameters) => (_before, _last) = (_last, (lambda, parameters));
}
