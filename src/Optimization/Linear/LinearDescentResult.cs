using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Optimization.Linear;

/// <summary>What minimizing a linear problem ended with.</summary>
/// <param name="Rounded">The weights and biases in the user's units.</param>
/// <param name="Scaling">How the features have been rescaled.</param>
/// <param name="Objective">λ‖W‖² + Σᵢ wᵢ · ℓᵢ at the model, for the loss itself and not an approximation of it.</param>
/// <param name="Outcome">How the descent ended.</param>
internal sealed record LinearDescentResult(RoundedModel Rounded, ColumnScaling Scaling, double Objective, DescentOutcome Outcome)
{
    /// <summary>The weights and biases in the user's units.</summary>
    public LinearModel Model => Rounded.Model;

    /// <summary>The same in conditioned coordinates, where the descent ended in single precision.</summary>
    public float[] Parameters { get; init; } = [];

    /// <summary>The same in double precision, where the descent ended in it.</summary>
    public PreciseModel? Precise { get; init; }

    /// <summary>What the minimum is not below, in the unit of the objective, where the descent knows.</summary>
    public double? LowerBound { get; init; }

    /// <summary>
    /// The epoch that the model is of, where examples were held out and one did better on them than all others.
    /// </summary>
    public int? BestEpoch { get; init; }
}
