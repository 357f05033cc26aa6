using MLExtensions.Matrices;

namespace MLExtensions.Neighbors.Distances;

/// <summary>The reduced distances of pairs of rows, by the definition of their distance.</summary>
internal static class ReducedDistances
{
    /// <summary>After so many columns it is looked at whether the sum still matters.</summary>
    private const int ColumnsBetweenLooks = 32;

    /// <summary>The reduced distance of two dense rows.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="x">One row.</param>
    /// <param name="z">The other.</param>
    /// <param name="squaredNormX">‖x‖².</param>
    /// <param name="squaredNormZ">‖z‖².</param>
    /// <param name="bound">
    /// What the reduced distance has to be below to be of interest; else it may be returned as it is so far.
    /// </param>
    public static double Of<TDistance>(
        TDistance distance, ReadOnlySpan<float> x, ReadOnlySpan<float> z, double squaredNormX, double squaredNormZ, double bound)
        where TDistance : struct, IDistanceFunction
    {
        z = z[..x.Length];
        double sum = 0;
        for (int start = 0; start < x.Length; start += ColumnsBetweenLooks)
        {
            int end = Math.Min(start + ColumnsBetweenLooks, x.Length);
            for (int i = start; i < end; i++)
                sum = distance.Add(sum, DoublePrecision.Of(x[i]), DoublePrecision.Of(z[i]));
            if (TDistance.Grows && sum >= bound)
                return sum;
        }

        return distance.ReducedDistance(sum, squaredNormX, squaredNormZ);
    }

    /// <summary>The reduced distance of two sparse rows, to the same bits as if they were dense.</summary>
    public static double Of<TDistance>(
        TDistance distance, SparseRow x, SparseRow z, double squaredNormX, double squaredNormZ, double bound)
        where TDistance : struct, IDistanceFunction
    {
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < x.Indices.Length && j < z.Indices.Length)
        {
            int columnX = x.Indices[i];
            int columnZ = z.Indices[j];
            sum = distance.Add(sum, DoublePrecision.Of(columnX <= columnZ ? x.Values[i] : 0), DoublePrecision.Of(columnZ <= columnX ? z.Values[j] : 0));
            i += columnX <= columnZ ? 1 : 0;
            j += columnZ <= columnX ? 1 : 0;
            if (TDistance.Grows && sum >= bound)
                return sum;
        }

        for (; i < x.Indices.Length; i++)
            sum = distance.Add(sum, DoublePrecision.Of(x.Values[i]), 0);
        for (; j < z.Indices.Length; j++)
            sum = distance.Add(sum, 0, DoublePrecision.Of(z.Values[j]));
        return distance.ReducedDistance(sum, squaredNormX, squaredNormZ);
    }

    /// <summary>‖x‖² = Σ x², in order.</summary>
    public static double SquaredNorm(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (float entry in x)
        {
            double value = DoublePrecision.Of(entry);
            sum += value * value;
        }

        return sum;
    }
}
