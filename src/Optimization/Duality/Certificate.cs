namespace MLExtensions.Optimization.Duality;

/// <summary>How good a model is, for certain.</summary>
/// <param name="Objective">F(model), in double precision; a sum over the examples.</param>
/// <param name="Gap">
/// What F(model) − min F is at most: from 0 to F(model), because no loss is negative; never NaN. Infinite where there is no
/// bound: for λ = 0, or where F(model) is not finite.
/// </param>
internal readonly record struct Certificate(double Objective, double Gap);
