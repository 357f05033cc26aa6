namespace MLExtensions.Tests.Optimization.UpdateRules;

/// <summary>A step of a rule written out parameter by parameter; it remembers what it needs.</summary>
/// <param name="x">Two rows of a weight each, then their biases: parameters 0 and 2 are a row, 1 and 3 the other.</param>
/// <param name="gradient">∇F, to be taken wherever the formula wants it.</param>
/// <param name="stepSize">α.</param>
/// <param name="t">From 1.</param>
internal delegate void ScalarRule(double[] x, Func<double[], double[]> gradient, double stepSize, int t);
