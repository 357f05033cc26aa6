using System.Runtime.CompilerServices;

namespace MLExtensions.Kernels;

/// <summary>The products of a sparse row, for any number of outputs.</summary>
internal static unsafe class TiledSparseRow<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>s ← b + Σⱼ xⱼ wⱼ, as <see cref="SparseProducts.Score"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        nint outputs = biases.Length;
        int count = values.Length;
        fixed (float* x = values, w = weights, b = biases, s = scores)
        fixed (int* p = places)
        {
            for (nint k = 0; k < outputs; k += 2 * TLanes.Count)
            {
                int left = (int)(outputs - k) - TLanes.Count;
                if (left >= TLanes.Count)
                    SparseTile<TLanes, TVector>.Score<Two, Zero>(x, p, count, w + k, outputs, b + k, s + k, left);
                else if (left > 0)
                    SparseTile<TLanes, TVector>.Score<Two, One>(x, p, count, w + k, outputs, b + k, s + k, left);
                else if (left == 0)
                    SparseTile<TLanes, TVector>.Score<One, Zero>(x, p, count, w + k, outputs, b + k, s + k, left);
                else
                    SparseTile<TLanes, TVector>.Score<One, One>(x, p, count, w + k, outputs, b + k, s + k, left + TLanes.Count);
            }
        }
    }

    /// <summary>gⱼ ← gⱼ + xⱼ a, as <see cref="SparseProducts.AddMultiple"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMultiple(
        ReadOnlySpan<float> values, ReadOnlySpan<int> places, ReadOnlySpan<float> factors, Span<float> gradient)
    {
        nint outputs = factors.Length;
        int count = values.Length;
        fixed (float* x = values, a = factors, g = gradient)
        fixed (int* p = places)
        {
            for (nint k = 0; k < outputs; k += 2 * TLanes.Count)
            {
                int left = (int)(outputs - k) - TLanes.Count;
                if (left >= TLanes.Count)
                    SparseTile<TLanes, TVector>.Add<Two, Zero>(x, p, count, a + k, g + k, outputs, left);
                else if (left > 0)
                    SparseTile<TLanes, TVector>.Add<Two, One>(x, p, count, a + k, g + k, outputs, left);
                else if (left == 0)
                    SparseTile<TLanes, TVector>.Add<One, Zero>(x, p, count, a + k, g + k, outputs, left);
                else
                    SparseTile<TLanes, TVector>.Add<One, One>(x, p, count, a + k, g + k, outputs, left + TLanes.Count);
            }
        }
    }
}
