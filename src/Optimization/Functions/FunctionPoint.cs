namespace MLExtensions;

/// <summary>A point at which a function was evaluated.</summary>
public sealed record FunctionPoint
{
    internal FunctionPoint(IReadOnlyList<double> x, double value)
    {
        X = x;
        Value = value;
    }

    /// <summary>x.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>f(x).</summary>
    public double Value { get; }
}
