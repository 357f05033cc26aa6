using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLExtensions.Optimization.Kernels;

/// <summary>wₖ · xᵢ for a few rows x and a few outputs, all their sums in registers at once.</summary>
/// <remarks>
/// Each vector loaded of a row meets each loaded of the weights, so that arithmetic and not loading is what takes the time:
/// Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM Trans. Math. Softw. 34 (2008). The sum of
/// a row and an output is made in the same order whatever else is in the tile. Written out, since the compiler keeps no
/// array and no struct of vectors in registers.
/// </remarks>
internal static class ScoreTile
{
    /// <summary>Fills the tile.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="next">The rows that will be wanted next, fetched into the cache meanwhile.</param>
    /// <param name="weights">w of the first output; those of the others follow.</param>
    /// <param name="columns">F, at least 8.</param>
    /// <param name="sums">Receives w · x: for each output, the rows.</param>
    public static void Multiply<TRows, TOutputs>(RowTile x, RowTile next, ref float weights, int columns, Span<float> sums)
        where TRows : ICount
        where TOutputs : ICount
    {
        Vector256<float> a0 = default, b0 = default, c0 = default, d0 = default;
        Vector256<float> a1 = default, b1 = default, c1 = default, d1 = default;
        Vector256<float> a2 = default, b2 = default, c2 = default, d2 = default;
        Vector256<float> a3 = default, b3 = default, c3 = default, d3 = default;
        Vector256<float> a4 = default, b4 = default, c4 = default, d4 = default;
        nuint stride = (nuint)columns;
        Vector256<float> tail = TailMask.KeepLast(columns % 8);
        Vector256<float> keep = Vector256<float>.AllBitsSet;
        for (nuint f = 0; f < stride; f += 8)
        {
            if ((f & (Cache.Line - 1)) == 0)
                next.Prefetch<TRows>(f);
            if (f + 8 > stride)
            {
                keep = tail;
                f = stride - 8;
            }

            Vector256<float> a = Vector256.LoadUnsafe(ref x.A, f) & keep;
            Vector256<float> b = Vector256.LoadUnsafe(ref x.B, f) & keep;
            Vector256<float> c = TRows.Value > 2 ? Vector256.LoadUnsafe(ref x.C, f) & keep : default;
            Vector256<float> d = TRows.Value > 2 ? Vector256.LoadUnsafe(ref x.D, f) & keep : default;
            Vector256<float> w0 = Vector256.LoadUnsafe(ref weights, f);
            a0 = Vector256.FusedMultiplyAdd(a, w0, a0);
            b0 = Vector256.FusedMultiplyAdd(b, w0, b0);
            if (TRows.Value > 2)
            {
                c0 = Vector256.FusedMultiplyAdd(c, w0, c0);
                d0 = Vector256.FusedMultiplyAdd(d, w0, d0);
            }

            if (TOutputs.Value > 1)
            {
                Vector256<float> w = Vector256.LoadUnsafe(ref weights, f + stride);
                a1 = Vector256.FusedMultiplyAdd(a, w, a1);
                b1 = Vector256.FusedMultiplyAdd(b, w, b1);
                if (TRows.Value > 2)
                {
                    c1 = Vector256.FusedMultiplyAdd(c, w, c1);
                    d1 = Vector256.FusedMultiplyAdd(d, w, d1);
                }
            }

            if (TOutputs.Value > 2)
            {
                Vector256<float> w = Vector256.LoadUnsafe(ref weights, f + 2 * stride);
                a2 = Vector256.FusedMultiplyAdd(a, w, a2);
                b2 = Vector256.FusedMultiplyAdd(b, w, b2);
                if (TRows.Value > 2)
                {
                    c2 = Vector256.FusedMultiplyAdd(c, w, c2);
                    d2 = Vector256.FusedMultiplyAdd(d, w, d2);
                }
            }

            if (TOutputs.Value > 3)
            {
                Vector256<float> w = Vector256.LoadUnsafe(ref weights, f + 3 * stride);
                a3 = Vector256.FusedMultiplyAdd(a, w, a3);
                b3 = Vector256.FusedMultiplyAdd(b, w, b3);
                if (TRows.Value > 2)
                {
                    c3 = Vector256.FusedMultiplyAdd(c, w, c3);
                    d3 = Vector256.FusedMultiplyAdd(d, w, d3);
                }
            }

            if (TOutputs.Value > 4)
            {
                Vector256<float> w = Vector256.LoadUnsafe(ref weights, f + 4 * stride);
                a4 = Vector256.FusedMultiplyAdd(a, w, a4);
                b4 = Vector256.FusedMultiplyAdd(b, w, b4);
                if (TRows.Value > 2)
                {
                    c4 = Vector256.FusedMultiplyAdd(c, w, c4);
                    d4 = Vector256.FusedMultiplyAdd(d, w, d4);
                }
            }
        }

        Sums(a0, b0, c0, d0).CopyTo(sums);
        if (TOutputs.Value > 1)
            Sums(a1, b1, c1, d1).CopyTo(sums[4..]);
        if (TOutputs.Value > 2)
            Sums(a2, b2, c2, d2).CopyTo(sums[8..]);
        if (TOutputs.Value > 3)
            Sums(a3, b3, c3, d3).CopyTo(sums[12..]);
        if (TOutputs.Value > 4)
            Sums(a4, b4, c4, d4).CopyTo(sums[16..]);
    }

    /// <summary>The sum of each of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector128<float> halfA = a.GetLower() + a.GetUpper();
        Vector128<float> halfB = b.GetLower() + b.GetUpper();
        Vector128<float> halfC = c.GetLower() + c.GetUpper();
        Vector128<float> halfD = d.GetLower() + d.GetUpper();

        // All four at once, in three instructions.
        return Sse3.IsSupported
            ? Sse3.HorizontalAdd(Sse3.HorizontalAdd(halfA, halfB), Sse3.HorizontalAdd(halfC, halfD))
            : Vector128.Create(Vector128.Sum(halfA), Vector128.Sum(halfB), Vector128.Sum(halfC), Vector128.Sum(halfD));
    }
}
