namespace MLExtensions.Matrices;

/// <summary>What the precision of the features can tell apart.</summary>
internal static class SinglePrecision
{
    /// <summary>Whether a column's spread is below the resolution at its mean, so that it is rounding and not data.</summary>
    public static bool IsConstant(double mean, double variance)
    {
        double resolution = mean * float.BitIncrement(1) - mean;
        return variance <= resolution * resolution;
    }
}
