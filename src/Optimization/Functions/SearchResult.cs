using System.Collections.Immutable;

namespace MLExtensions;

/// <summary>What a search saw.</summary>
/// <param name="Points">All points evaluated, in order; at least one.</param>
public sealed record SearchResult(ImmutableArray<FunctionPoint> Points)
{
    /// <summary>The first of the points with the lowest value; NaN counts as the highest.</summary>
    public FunctionPoint Best { get; } = Points.MinBy(point => double.IsNaN(point.Value) ? double.PositiveInfinity : point.Value)!;
}
