using System.Collections.Immutable;

namespace MLExtensions;

/// <summary>A point at which a function was evaluated.</summary>
/// <param name="X">x.</param>
/// <param name="Value">f(x).</param>
public sealed record FunctionPoint(ImmutableArray<double> X, double Value);
