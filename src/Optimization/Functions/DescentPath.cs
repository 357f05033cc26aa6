namespace MLExtensions;

/// <summary>The way a descent took.</summary>
public sealed record DescentPath
{
    internal DescentPath(IReadOnlyList<FunctionPoint> points, bool diverged)
    {
        Points = points;
        Diverged = diverged;
    }

    /// <summary>The start and the point after each step, in order; at least one.</summary>
    public IReadOnlyList<FunctionPoint> Points { get; }

    /// <summary>
    /// Whether the function's value was no longer finite at the last point, where the descent then stopped.
    /// </summary>
    public bool Diverged { get; }

    /// <summary>Where it ended.</summary>
    public FunctionPoint Last => Points[^1];
}
