using System.Collections.Immutable;

namespace MLExtensions;

/// <summary>The way a descent took.</summary>
/// <param name="Points">The start and the point after each iteration, in order; at least one.</param>
/// <param name="Diverged">
/// Whether the function's value was no longer finite at the last point, where the descent then stopped.
/// </param>
public sealed record DescentPath(ImmutableArray<FunctionPoint> Points, bool Diverged)
{
    /// <summary>Where it ended.</summary>
    public FunctionPoint Last => Points[^1];
}
