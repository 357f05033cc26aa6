namespace MLExtensions.Matrices;

/// <summary>What the precision of the features can tell apart.</summary>
internal static class SinglePrecision
{
    /// <summary>
    /// The least number with all its digits, 2⁻¹²⁶; weights that would undo smaller ones are beyond single precision.
    /// </summary>
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>How far values about a mean can be from it for rounding alone; a column of such values is constant.</summary>
    public static double Resolution(double mean) =>
        Math.Max(SmallestNormal, Math.Abs(mean) * float.BitIncrement(1) - Math.Abs(mean));

    /// <summary>Finds the columns that are constant among some neighboring dense ones.</summary>
    /// <remarks>
    /// By the values themselves: beside an example of huge weight the variance is small, whatever the others are. It says at a
    /// look, though, which columns are not.
    /// </remarks>
    /// <param name="features">x, examples × columns.</param>
    /// <param name="first">The first column.</param>
    /// <param name="means">x̄, a column each.</param>
    /// <param name="variances">Σ w (x − x̄)² / Σw, a column each.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static bool[] FindConstants(
        DenseMatrix features, int first, double[] means, double[] variances, CancellationToken cancellationToken)
    {
        bool[] isConstant = [.. means.Zip(variances, (mean, variance) => variance <= Resolution(mean) * Resolution(mean))];
        int[] candidates = [.. Enumerable.Range(0, means.Length).Where(f => isConstant[f])];
        for (int i = 0; i < features.Rows && candidates.Length > 0; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> x = features.Row(i).Slice(first, means.Length);
            foreach (int f in candidates)
                isConstant[f] &= Math.Abs(x[f] - means[f]) <= Resolution(means[f]);
        }

        return isConstant;
    }
}
