namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>
/// The minimum of the smoothed hinge, a linear and a quadratic term along a line: a zero of a slope that rises piece by piece.
/// </summary>
internal static class LineSearch
{
    private const int MostSteps = 30;

    /// <summary>The share of the slope at 0 that is as good as none.</summary>
    private const double Precision = 1e-2;

    /// <summary>Newton's method, kept between what is known to be too short and too long.</summary>
    /// <param name="pairs">The pairs and their directions.</param>
    /// <param name="smoothing">δ.</param>
    /// <param name="linear">The slope of the other terms at 0.</param>
    /// <param name="quadratic">Their curvature.</param>
    /// <param name="slopeAtZero">The slope of all at 0, below 0.</param>
    public static double Minimum(HingePairs pairs, float smoothing, double linear, double quadratic, double slopeAtZero)
    {
        double t = 1;
        double low = 0;
        double high = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            (double slope, double curvature) = pairs.Along(t, smoothing);
            slope += linear + t * quadratic;
            if (Math.Abs(slope) <= -Precision * slopeAtZero)
                return t;
            if (slope > 0)
                high = t;
            else
                low = t;
            double next = t - slope / (curvature + quadratic);
            t = next > low && next < high ? next : double.IsInfinity(high) ? 2 * low : (low + high) / 2;
        }

        return low;
    }
}
