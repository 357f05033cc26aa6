using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Optimization.Linear;

/// <summary>What became of a member of a stack.</summary>
/// <param name="Rounded">The weights and biases in the user's units.</param>
/// <param name="Parameters">The same in conditioned coordinates, where the descent ended in single precision.</param>
/// <param name="Outcome">How the descent ended.</param>
internal sealed record StackResult(RoundedModel Rounded, float[] Parameters, DescentOutcome Outcome)
{
    /// <summary>The weights and biases in the user's units.</summary>
    public LinearModel Model => Rounded.Model;
}
