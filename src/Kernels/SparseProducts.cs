using System.Runtime.Intrinsics;

namespace MLExtensions.Kernels;

/// <summary>
/// The two products of a sparse row that a linear model's loss and gradient take, in the way that is fastest here.
/// </summary>
/// <remarks>Weights and gradient lie by columns: a block of all outputs for each.</remarks>
internal static class SparseProducts
{
    /// <summary>s ← b + Σⱼ xⱼ wⱼ.</summary>
    /// <param name="values">x, the row's entries.</param>
    /// <param name="places">For each entry the place of its column's block.</param>
    /// <param name="weights">w, blocks of as many weights as there are outputs.</param>
    /// <param name="biases">b, an output each.</param>
    /// <param name="scores">Receives s, an output each.</param>
    public static void Score(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        if (Lanes512.IsSupported)
            TiledSparseRow<Lanes512, Vector512<float>>.Score(values, places, weights, biases, scores);
        else if (Lanes256.IsSupported)
            TiledSparseRow<Lanes256, Vector256<float>>.Score(values, places, weights, biases, scores);
        else
            PlainSparseRow.Score(values, places, weights, biases, scores);
    }

    /// <summary>gⱼ ← gⱼ + xⱼ a for each entry j.</summary>
    /// <param name="values">x, the row's entries.</param>
    /// <param name="places">For each entry the place of its column's block; some of the row's entries may be left out.</param>
    /// <param name="factors">a, an output each.</param>
    /// <param name="gradient">g, blocks of as many entries as there are outputs.</param>
    public static void AddMultiple(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> factors, Span<float> gradient)
    {
        if (Lanes512.IsSupported)
            TiledSparseRow<Lanes512, Vector512<float>>.AddMultiple(values, places, factors, gradient);
        else if (Lanes256.IsSupported)
            TiledSparseRow<Lanes256, Vector256<float>>.AddMultiple(values, places, factors, gradient);
        else
            PlainSparseRow.AddMultiple(values, places, factors, gradient);
    }
}
