namespace MLExtensions;

/// <summary>Which values of a parameter make the simpler model: the one to take where several do about as well.</summary>
public enum Simpler
{
    /// <summary>None is simpler than another.</summary>
    Unordered,

    /// <summary>The smaller: the degree of a polynomial. Of choices, those named earlier.</summary>
    Smaller,

    /// <summary>The larger: λ, the number of neighbors. Of choices, those named later.</summary>
    Larger,
}
