namespace MLExtensions.Optimization.LeastSquares;

/// <summary>What leaving one out says about a λ.</summary>
/// <param name="LeaveOneOut">The weighted mean squared error on each example when fitted without it.</param>
/// <param name="Training">The weighted mean squared error when fitted on all.</param>
/// <param name="DegreesOfFreedom">Σᵢ hᵢ, the bias's 1 included.</param>
internal readonly record struct LeaveOneOutErrors(double LeaveOneOut, double Training, double DegreesOfFreedom);
