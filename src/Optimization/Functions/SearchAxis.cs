using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>The values that one variable may take in a search.</summary>
/// <remarks>
/// <code>
/// uniform:      x(p) = (1 − p) a + p b
/// logarithmic:  x(p) = a¹⁻ᵖ bᵖ                p from 0 to 1
/// </code>
/// scikit-learn's and SciPy's counterparts are <c>uniform</c> and <c>loguniform</c>.
/// </remarks>
public sealed record SearchAxis
{
    /// <summary>An axis from a to b.</summary>
    /// <param name="lower">a; finite, and positive where the scale is logarithmic.</param>
    /// <param name="upper">b; above a and finite.</param>
    /// <param name="scale">How values are spread between them.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public SearchAxis(double lower, double upper, AxisScale scale = AxisScale.Uniform)
    {
        Guard.Require(Enum.IsDefined(scale), scale, nameof(scale), $"a value of {nameof(AxisScale)}");
        Lower = scale == AxisScale.Logarithmic ? Guard.Positive(lower) : Guard.Finite(lower);
        Upper = Guard.Finite(upper);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(upper, lower);
        Scale = scale;
    }

    /// <summary>a.</summary>
    public double Lower { get; }

    /// <summary>b.</summary>
    public double Upper { get; }

    /// <summary>How values are spread between them.</summary>
    public AxisScale Scale { get; }

    /// <summary>x(p).</summary>
    internal double At(double share) => Scale == AxisScale.Logarithmic
        ? Math.Pow(Lower, 1 - share) * Math.Pow(Upper, share)
        : (1 - share) * Lower + share * Upper;
}
