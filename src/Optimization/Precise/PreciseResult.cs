using MLExtensions.Optimization.Descent;

namespace MLExtensions.Optimization.Precise;

/// <summary>What minimizing a linear problem in double precision ended with.</summary>
/// <param name="Model">Where F is least.</param>
/// <param name="Value">F there.</param>
/// <param name="LowerBound">What the minimum is not below; for a smooth loss −∞, since its gradient tells more.</param>
/// <param name="Outcome">How the descent ended.</param>
internal sealed record PreciseResult(PreciseModel Model, double Value, double LowerBound, DescentOutcome Outcome);
