namespace MLExtensions;

/// <summary>The coordinate in which a gradient and central differences differ most.</summary>
public readonly record struct GradientCheckResult
{
    internal GradientCheckResult(int index, double analytic, double numeric, double relativeError)
    {
        Index = index;
        Analytic = analytic;
        Numeric = numeric;
        RelativeError = relativeError;
    }

    /// <summary>The coordinate, from 0.</summary>
    public int Index { get; }

    /// <summary>The gradient's entry.</summary>
    public double Analytic { get; }

    /// <summary>The central difference.</summary>
    public double Numeric { get; }

    /// <summary>
    /// Their difference, relative to the largest entry of either in any coordinate, since an entry may well be 0. Below 10⁻⁶
    /// for a right gradient of a smooth function; NaN if either is.
    /// </summary>
    public double RelativeError { get; }
}
