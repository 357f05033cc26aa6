namespace MLExtensions.Optimization.Linear;

/// <summary>What became of a member of a stack.</summary>
/// <param name="Model">The weights and biases in the user's units.</param>
/// <param name="Parameters">The same in conditioned coordinates.</param>
/// <param name="Outcome">How the descent ended.</param>
internal sealed record StackResult(LinearModel Model, float[] Parameters, DescentOutcome Outcome);
