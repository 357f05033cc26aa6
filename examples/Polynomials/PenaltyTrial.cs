namespace Polynomials;

/// <summary>A penalty tried.</summary>
/// <param name="Curve">What came of it.</param>
/// <param name="LeaveOneOut">
/// The root mean squared error on each training point of the curve fitted to the others.
/// </param>
internal sealed record PenaltyTrial(Curve Curve, double LeaveOneOut);
