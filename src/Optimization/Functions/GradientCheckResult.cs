namespace MLExtensions;

/// <summary>The coordinate in which a gradient and central differences differ most.</summary>
/// <param name="Index">The coordinate, from 0.</param>
/// <param name="Analytic">The gradient's entry.</param>
/// <param name="Numeric">The central difference.</param>
/// <param name="RelativeError">
/// Their difference, relative to the largest entry of either in any coordinate, since an entry may well be 0. Below 10⁻⁶
/// for a right gradient of a smooth function; NaN if either is.
/// </param>
public readonly record struct GradientCheckResult(int Index, double Analytic, double Numeric, double RelativeError);
