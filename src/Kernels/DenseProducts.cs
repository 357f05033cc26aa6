using System.Runtime.Intrinsics;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>
/// The two products of dense rows that a linear model's loss and gradient take, in the way that is fastest here.
/// </summary>
internal static class DenseProducts
{
    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="rows">Those wanted.</param>
    /// <param name="weights">w, outputs × columns.</param>
    /// <param name="biases">b, an output each.</param>
    /// <param name="scores">Receives s, rows × outputs.</param>
    /// <remarks>The bits of a row's scores do not hang on what other rows are wanted.</remarks>
    public static void Score(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        if (x.Columns == 0 || !Lanes256.IsSupported)
            PlainProducts.Score(x, rows, weights, biases, scores);
        else if (Lanes512.IsSupported)
            Score<Lanes512, Vector512<float>, Four>(x, rows, weights, biases, scores);
        else
            Score<Lanes256, Vector256<float>, Two>(x, rows, weights, biases, scores);
    }

    /// <summary>gₖ ← gₖ + Σᵢ aᵢₖ xᵢ; rows whose factors are all 0 cost nothing.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="rows">Those wanted.</param>
    /// <param name="factors">a, rows × outputs.</param>
    /// <param name="gradient">g, outputs × columns.</param>
    /// <param name="columns">Those of g to work on; the others are neither read nor written.</param>
    /// <param name="next">The rows that will be wanted next, fetched into the cache meanwhile.</param>
    /// <remarks>
    /// An entry of g takes up the rows one by one, so its bits hang neither on the strips nor on how rows come in calls.
    /// </remarks>
    public static void AddMultiples(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient, ColumnRange columns, ReadOnlySpan<int> next = default)
    {
        if (x.Columns == 0 || !Lanes256.IsSupported)
            PlainProducts.AddMultiples(x, rows, factors, gradient, columns);
        else if (Lanes512.IsSupported)
            TiledMultiples<Lanes512, Vector512<float>>.AddMultiples(x, rows, factors, gradient, columns, next);
        else
            TiledMultiples<Lanes256, Vector256<float>>.AddMultiples(x, rows, factors, gradient, columns, next);
    }

    private static void Score<TLanes, TVector, TRows>(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
        where TLanes : IMaskedLanes<TVector>
        where TVector : struct
        where TRows : ICount
    {
        if (PackedScores<TLanes, TVector>.Suits(x.Columns, biases.Length))
            PackedScores<TLanes, TVector>.Score(x, rows, weights, biases, scores);
        else
            TiledScores<TLanes, TVector, TRows>.Score(x, rows, weights, biases, scores);
    }
}
