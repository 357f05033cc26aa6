namespace MLExtensions.Neighbors;

/// <summary>How far sums in single precision can be off.</summary>
internal static class Rounding
{
    /// <summary>The columns that are summed up one by one; the sums of such blocks are then joined.</summary>
    public const int BlockColumns = 128;

    private const double Unit = 1.0 / (1 << 24);

    /// <summary>The relative error of a sum whose terms are taken up one by one, with a few roundings each.</summary>
    /// <param name="terms">How many.</param>
    /// <param name="roundings">Roundings of a term and of the sum as a whole.</param>
    public static double OfSum(int terms, int roundings)
    {
        double error = ((double)terms + roundings) * Unit;
        return error < 1 ? error / (1 - error) : double.PositiveInfinity;
    }

    /// <summary>The same of a sum over columns in blocks.</summary>
    public static double OfBlocks(int columns, int roundings) =>
        OfSum(Math.Min(columns, BlockColumns) + (columns + BlockColumns - 1) / BlockColumns, roundings);

    /// <summary>The absolute error of a sum over so many columns whose terms were too small to have all their bits.</summary>
    public static double OfUnderflow(int columns) => (columns + 8) * Math.ScaleB(1, -125);

    /// <summary>
    /// By how much reduced distances of the same two rows can differ that were computed in double precision in different ways.
    /// </summary>
    public static double OfReducedDistance(int columns) => (columns + 8) * Math.ScaleB(1, -51);

    /// <summary>A float that is no less.</summary>
    public static float Up(double value) => MathF.BitIncrement((float)value);
}
