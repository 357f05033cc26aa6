using System.Numerics.Tensors;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>The two products of dense rows, a call of TensorPrimitives for each row and output.</summary>
internal static class PlainProducts
{
    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ, as <see cref="DenseProducts.Score"/>.</summary>
    public static void Score(
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

    /// <summary>gₖ ← gₖ + Σᵢ aᵢₖ xᵢ, as <see cref="DenseProducts.AddMultiples"/>.</summary>
    public static void AddMultiples(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient, ColumnRange columns)
    {
        int outputs = gradient.Length / x.Columns;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = x.Row(rows[i]).Slice(columns.First, columns.Count);
            ReadOnlySpan<float> a = factors.Slice(i * outputs, outputs);
            for (int k = 0; k < a.Length; k++)
            {
                Span<float> g = gradient.Slice(k * x.Columns + columns.First, columns.Count);
                if (a[k] != 0)
                    TensorPrimitives.MultiplyAdd(row, a[k], g, g);
            }
        }
    }
}
