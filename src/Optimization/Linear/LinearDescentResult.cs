namespace MLExtensions.Optimization.Linear;

/// <summary>What minimising a linear problem ended with.</summary>
/// <param name="Model">The weights and biases in the user's units.</param>
/// <param name="Parameters">The same in conditioned coordinates.</param>
/// <param name="Scaling">How the features have been rescaled.</param>
/// <param name="Objective">λ‖W‖² + Σᵢ wᵢ · ℓᵢ at the model, for the loss itself and not an approximation of it.</param>
/// <param name="Outcome">How the descent ended.</param>
internal sealed record LinearDescentResult(
    LinearModel Model, float[] Parameters, ColumnScaling Scaling, double Objective, DescentOutcome Outcome)
{
    /// <summary>The epoch that the model is of, where examples were held out and one did better on them than all others.</summary>
    public int? BestEpoch { get; init; }
}
