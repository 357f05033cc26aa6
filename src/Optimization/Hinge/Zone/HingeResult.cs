using MLExtensions.Optimization.Descent;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>What a descent of the multiclass SVM ended with.</summary>
/// <param name="Outcome">How it ended; converged only where the gap is certified to be small enough.</param>
/// <param name="Objective">F at the parameters, a sum over the rows.</param>
/// <param name="LowerBound">What the minimum of F is not below; 0 where nothing is known.</param>
internal readonly record struct HingeResult(DescentOutcome Outcome, double Objective, double LowerBound);
