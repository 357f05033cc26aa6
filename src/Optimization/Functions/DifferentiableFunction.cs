namespace MLExtensions;

/// <summary>A function of a few variables that knows its gradient.</summary>
/// <param name="x">The point.</param>
/// <param name="gradient">Receives ∇f(x), of the length of <paramref name="x"/>; all 0 when called.</param>
/// <returns>f(x).</returns>
public delegate double DifferentiableFunction(ReadOnlySpan<double> x, Span<double> gradient);
