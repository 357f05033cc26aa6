namespace MLExtensions.Optimization.Designs;

/// <summary>Products of a sparse row with a vector.</summary>
internal static class SparseProducts
{
    /// <summary>Σⱼ vⱼ xⱼ over the entries of a row; two sums, so that additions do not wait for each other.</summary>
    public static double Dot(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, ReadOnlySpan<double> vector)
    {
        values = values[..indices.Length];
        double even = 0, odd = 0;
        int j = 0;
        for (; j + 1 < indices.Length; j += 2)
        {
            even += values[j] * vector[indices[j]];
            odd += values[j + 1] * vector[indices[j + 1]];
        }

        if (j < indices.Length)
            even += values[j] * vector[indices[j]];
        return even + odd;
    }

    /// <summary>tⱼ ← tⱼ + a vⱼ.</summary>
    public static void AddMultiple(double factor, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<double> target)
    {
        values = values[..indices.Length];
        for (int j = 0; j < indices.Length; j++)
            target[indices[j]] += factor * values[j];
    }
}
