using System.Numerics.Tensors;
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
            ScoreSingly(x, rows, weights, biases, scores);
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
    public static void AddMultiples(DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient)
    {
        if (!SuitsTiles(x.Columns))
            AddMultiplesSingly(x, rows, factors, gradient);
        else if (Vector512.IsHardwareAccelerated)
            TiledProducts<Four>.AddMultiples(x, rows, factors, gradient);
        else
            TiledProducts<Two>.AddMultiples(x, rows, factors, gradient);
    }

    private static bool SuitsTiles(int columns) =>
        Vector256.IsHardwareAccelerated && columns >= 8 && (columns % 8 == 0 || columns >= ManyColumns);

    private static void ScoreSingly(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = x.Row(rows[i]);
            Span<float> s = scores.Slice(i * biases.Length, biases.Length);
            for (int k = 0; k < s.Length; k++)
                s[k] = biases[k] + TensorPrimitives.Dot(row, weights.Slice(k * row.Length, row.Length));
        }
    }

    private static void AddMultiplesSingly(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient)
    {
        int outputs = gradient.Length / x.Columns;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = x.Row(rows[i]);
            ReadOnlySpan<float> a = factors.Slice(i * outputs, outputs);
            for (int k = 0; k < a.Length; k++)
            {
                Span<float> g = gradient.Slice(k * row.Length, row.Length);
                if (a[k] != 0)
                    TensorPrimitives.MultiplyAdd(row, a[k], g, g);
            }
        }
    }
}
