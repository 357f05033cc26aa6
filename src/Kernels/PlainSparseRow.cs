using System.Numerics.Tensors;

namespace MLExtensions.Kernels;

/// <summary>The products of a sparse row, a call of TensorPrimitives for each entry.</summary>
internal static class PlainSparseRow
{
    /// <summary>s ← b + Σⱼ xⱼ wⱼ, as <see cref="SparseProducts.Score"/>.</summary>
    public static void Score(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        Span<float> s = scores[..biases.Length];
        biases.CopyTo(s);
        for (int j = 0; j < values.Length; j++)
            TensorPrimitives.MultiplyAdd(weights.Slice(places[j] * s.Length, s.Length), values[j], s, s);
    }

    /// <summary>gⱼ ← gⱼ + xⱼ a, as <see cref="SparseProducts.AddMultiple"/>.</summary>
    public static void AddMultiple(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> factors, Span<float> gradient)
    {
        for (int j = 0; j < values.Length; j++)
        {
            Span<float> g = gradient.Slice(places[j] * factors.Length, factors.Length);
            TensorPrimitives.MultiplyAdd(factors, values[j], g, g);
        }
    }
}
