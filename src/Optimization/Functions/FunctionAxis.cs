using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>The values that one variable of a function may take in a <see cref="FunctionSearch"/>.</summary>
public sealed record FunctionAxis
{
    private FunctionAxis(double lower, double upper, bool isLogarithmic)
    {
        Lower = isLogarithmic ? Guard.Positive(lower) : Guard.Finite(lower);
        Upper = Guard.Finite(upper);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(upper, lower);
        IsLogarithmic = isLogarithmic;
    }

    /// <summary>a.</summary>
    public double Lower { get; }

    /// <summary>b.</summary>
    public double Upper { get; }

    /// <summary>Whether equal ratios are equally likely; otherwise equal differences are.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Equal differences are equally likely: x(p) = (1 − p) a + p b, for p from 0 to 1. SciPy: <c>uniform</c>.</summary>
    /// <param name="lower">a; finite.</param>
    /// <param name="upper">b; above a and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static FunctionAxis Linear(double lower, double upper) => new(lower, upper, isLogarithmic: false);

    /// <summary>
    /// Equal ratios are equally likely: x(p) = a¹⁻ᵖ bᵖ, for p from 0 to 1. For step sizes and penalties, whose order of magnitude
    /// is sought. SciPy: <c>loguniform</c>.
    /// </summary>
    /// <param name="lower">a; positive and finite.</param>
    /// <param name="upper">b; above a and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static FunctionAxis Logarithmic(double lower, double upper) => new(lower, upper, isLogarithmic: true);

    /// <summary>x(p).</summary>
    internal double At(double share) => IsLogarithmic
        ? Math.Pow(Lower, 1 - share) * Math.Pow(Upper, share)
        : (1 - share) * Lower + share * Upper;
}
