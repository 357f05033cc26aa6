namespace MLExtensions.Optimization.Objectives;

/// <summary>What a gradient tells of how far F is from its minimum.</summary>
/// <param name="Promise">
/// By how much F falls along the gradient, Σ (∂F/∂θ)² / 2c over all parameters θ of curvature c: the distance itself where the
/// problem is well conditioned, and else too little.
/// </param>
/// <param name="Bound">
/// What the distance cannot exceed where the biases are at their best, Σ (∂F/∂w)² / 4λ over the weights, since F is as strongly
/// convex as its penalty. Mostly far too much: Boyd and Vandenberghe, Convex Optimization (2004), equation 9.9.
/// </param>
/// <param name="GradientNorm">‖∇F‖.</param>
internal readonly record struct GapEstimate(double Promise, double Bound, double GradientNorm);
