namespace MLExtensions;

/// <summary>What a <see cref="FunctionSearch"/> saw.</summary>
public sealed record FunctionSearchResult
{
    internal FunctionSearchResult(IReadOnlyList<FunctionPoint> points)
    {
        Points = points;
        Best = points.MinBy(point => double.IsNaN(point.Value) ? double.PositiveInfinity : point.Value)!;
    }

    /// <summary>All points evaluated, in order; at least one.</summary>
    public IReadOnlyList<FunctionPoint> Points { get; }

    /// <summary>The first of the points with the lowest value; NaN counts as the highest.</summary>
    public FunctionPoint Best { get; }
}
