using System.Runtime.Intrinsics;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Kernels;

/// <summary>The two products of dense rows that a linear model's loss and gradient take, in the way that is fastest here.</summary>
internal static class DenseProducts
{
    /// <summary>From as many columns on, those left over after whole vectors do not weigh.</summary>
    private const int ManyColumns = 24;

    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="rows">Those wanted.</param>
    /// <param name="weights">w, outputs × columns.</param>
    /// <param name="biases">b, an output each.</param>
    /// <param name="scores">Receives s, rows × outputs.</param>
    public static void Score(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        if (!SuitsTiles(x.Columns))
            PlainProducts.Score(x, rows, weights, biases, scores);
        else if (Vector512.IsHardwareAccelerated)
            TiledProducts<Four>.Score(x, rows, weights, biases, scores);
        else
            TiledProducts<Two>.Score(x, rows, weights, biases, scores);
    }

    /// <summary>gₖ ← gₖ + Σᵢ aᵢₖ xᵢ; rows whose factors are all 0 cost nothing.</summary>
    /// <param name="x">All rows.</param>
    /// <param name="rows">Those wanted.</param>
    /// <param name="factors">a, rows × outputs.</param>
    /// <param name="gradient">g, outputs × columns.</param>
    /// <param name="columns">Those of g to work on; the others are neither read nor written.</param>
    /// <remarks>An entry of g takes up the rows one by one, so its bits hang neither on the strips nor on how rows come in calls.</remarks>
    public static void AddMultiples(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient, ColumnRange columns)
    {
        if (!SuitsTiles(x.Columns))
            PlainProducts.AddMultiples(x, rows, factors, gradient, columns);
        else if (Vector512.IsHardwareAccelerated)
            TiledProducts<Four>.AddMultiples(x, rows, factors, gradient, columns);
        else
            TiledProducts<Two>.AddMultiples(x, rows, factors, gradient, columns);
    }

    private static bool SuitsTiles(int columns) =>
        Vector256.IsHardwareAccelerated && columns >= 8 && (columns % 8 == 0 || columns >= ManyColumns);
}
