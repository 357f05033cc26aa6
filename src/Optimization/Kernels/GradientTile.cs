using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLExtensions.Optimization.Kernels;

/// <summary>gₖ ← gₖ + Σᵢ aᵢₖ xᵢ for a few rows x and a few outputs: the factors a stay in registers while the columns pass.</summary>
/// <remarks>Written out, since the compiler keeps no array and no struct of vectors in registers.</remarks>
internal static class GradientTile
{
    /// <summary>Adds the tile's rows.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="factors">a: for each output, the rows; 0 for a row that is not there.</param>
    /// <param name="gradient">g of the first output; those of the others follow.</param>
    /// <param name="stride">F, how far the outputs are apart.</param>
    /// <param name="columns">Those to work on.</param>
    public static void Add<TRows, TOutputs>(
        RowTile x, ReadOnlySpan<float> factors, ref float gradient, nuint stride, ColumnRange columns)
        where TRows : ICount
        where TOutputs : ICount
    {
        if (columns.Count < 8)
        {
            AddOneByOne<TRows, TOutputs>(x, factors, ref gradient, stride, columns);
            return;
        }

        Vector256<float> a0 = Vector256.Create(factors[0]);
        Vector256<float> b0 = Vector256.Create(factors[1]);
        Vector256<float> c0 = TRows.Value > 2 ? Vector256.Create(factors[2]) : default;
        Vector256<float> d0 = TRows.Value > 2 ? Vector256.Create(factors[3]) : default;
        Vector256<float> a1 = TOutputs.Value > 1 ? Vector256.Create(factors[4]) : default;
        Vector256<float> b1 = TOutputs.Value > 1 ? Vector256.Create(factors[5]) : default;
        Vector256<float> c1 = TOutputs.Value > 1 && TRows.Value > 2 ? Vector256.Create(factors[6]) : default;
        Vector256<float> d1 = TOutputs.Value > 1 && TRows.Value > 2 ? Vector256.Create(factors[7]) : default;
        Vector256<float> a2 = TOutputs.Value > 2 ? Vector256.Create(factors[8]) : default;
        Vector256<float> b2 = TOutputs.Value > 2 ? Vector256.Create(factors[9]) : default;
        Vector256<float> c2 = TOutputs.Value > 2 && TRows.Value > 2 ? Vector256.Create(factors[10]) : default;
        Vector256<float> d2 = TOutputs.Value > 2 && TRows.Value > 2 ? Vector256.Create(factors[11]) : default;
        Vector256<float> a3 = TOutputs.Value > 3 ? Vector256.Create(factors[12]) : default;
        Vector256<float> b3 = TOutputs.Value > 3 ? Vector256.Create(factors[13]) : default;
        Vector256<float> c3 = TOutputs.Value > 3 && TRows.Value > 2 ? Vector256.Create(factors[14]) : default;
        Vector256<float> d3 = TOutputs.Value > 3 && TRows.Value > 2 ? Vector256.Create(factors[15]) : default;
        Vector256<float> a4 = TOutputs.Value > 4 ? Vector256.Create(factors[16]) : default;
        Vector256<float> b4 = TOutputs.Value > 4 ? Vector256.Create(factors[17]) : default;
        Vector256<float> c4 = TOutputs.Value > 4 && TRows.Value > 2 ? Vector256.Create(factors[18]) : default;
        Vector256<float> d4 = TOutputs.Value > 4 && TRows.Value > 2 ? Vector256.Create(factors[19]) : default;
        nuint end = (nuint)(columns.First + columns.Count);
        Vector256<float> tail = TailMask.KeepLast(columns.Count % 8);
        Vector256<float> keep = Vector256<float>.AllBitsSet;
        for (nuint f = (nuint)columns.First; f < end; f += 8)
        {
            if (f + 8 > end)
            {
                keep = tail;
                f = end - 8;
            }

            Vector256<float> a = Vector256.LoadUnsafe(ref x.A, f) & keep;
            Vector256<float> b = Vector256.LoadUnsafe(ref x.B, f) & keep;
            Vector256<float> c = TRows.Value > 2 ? Vector256.LoadUnsafe(ref x.C, f) & keep : default;
            Vector256<float> d = TRows.Value > 2 ? Vector256.LoadUnsafe(ref x.D, f) & keep : default;
            Vector256<float> g0 = Vector256.LoadUnsafe(ref gradient, f);
            g0 = Vector256.FusedMultiplyAdd(a, a0, g0);
            g0 = Vector256.FusedMultiplyAdd(b, b0, g0);
            if (TRows.Value > 2)
            {
                g0 = Vector256.FusedMultiplyAdd(c, c0, g0);
                g0 = Vector256.FusedMultiplyAdd(d, d0, g0);
            }

            g0.StoreUnsafe(ref gradient, f);

            if (TOutputs.Value > 1)
            {
                Vector256<float> g = Vector256.LoadUnsafe(ref gradient, f + stride);
                g = Vector256.FusedMultiplyAdd(a, a1, g);
                g = Vector256.FusedMultiplyAdd(b, b1, g);
                if (TRows.Value > 2)
                {
                    g = Vector256.FusedMultiplyAdd(c, c1, g);
                    g = Vector256.FusedMultiplyAdd(d, d1, g);
                }

                g.StoreUnsafe(ref gradient, f + stride);
            }

            if (TOutputs.Value > 2)
            {
                Vector256<float> g = Vector256.LoadUnsafe(ref gradient, f + 2 * stride);
                g = Vector256.FusedMultiplyAdd(a, a2, g);
                g = Vector256.FusedMultiplyAdd(b, b2, g);
                if (TRows.Value > 2)
                {
                    g = Vector256.FusedMultiplyAdd(c, c2, g);
                    g = Vector256.FusedMultiplyAdd(d, d2, g);
                }

                g.StoreUnsafe(ref gradient, f + 2 * stride);
            }

            if (TOutputs.Value > 3)
            {
                Vector256<float> g = Vector256.LoadUnsafe(ref gradient, f + 3 * stride);
                g = Vector256.FusedMultiplyAdd(a, a3, g);
                g = Vector256.FusedMultiplyAdd(b, b3, g);
                if (TRows.Value > 2)
                {
                    g = Vector256.FusedMultiplyAdd(c, c3, g);
                    g = Vector256.FusedMultiplyAdd(d, d3, g);
                }

                g.StoreUnsafe(ref gradient, f + 3 * stride);
            }

            if (TOutputs.Value > 4)
            {
                Vector256<float> g = Vector256.LoadUnsafe(ref gradient, f + 4 * stride);
                g = Vector256.FusedMultiplyAdd(a, a4, g);
                g = Vector256.FusedMultiplyAdd(b, b4, g);
                if (TRows.Value > 2)
                {
                    g = Vector256.FusedMultiplyAdd(c, c4, g);
                    g = Vector256.FusedMultiplyAdd(d, d4, g);
                }

                g.StoreUnsafe(ref gradient, f + 4 * stride);
            }
        }
    }
    /// <summary>Too few columns for a vector, which must not reach into those of another thread.</summary>
    private static void AddOneByOne<TRows, TOutputs>(
        RowTile x, ReadOnlySpan<float> factors, ref float gradient, nuint stride, ColumnRange columns)
        where TRows : ICount
        where TOutputs : ICount
    {
        for (nuint k = 0; k < (nuint)TOutputs.Value; k++)
        {
            ReadOnlySpan<float> a = factors.Slice((int)k * 4, 4);
            for (nuint f = (nuint)columns.First; f < (nuint)(columns.First + columns.Count); f++)
            {
                ref float g = ref Unsafe.Add(ref gradient, k * stride + f);
                g = MathF.FusedMultiplyAdd(Unsafe.Add(ref x.A, f), a[0], g);
                g = MathF.FusedMultiplyAdd(Unsafe.Add(ref x.B, f), a[1], g);
                if (TRows.Value > 2)
                {
                    g = MathF.FusedMultiplyAdd(Unsafe.Add(ref x.C, f), a[2], g);
                    g = MathF.FusedMultiplyAdd(Unsafe.Add(ref x.D, f), a[3], g);
                }
            }
        }
    }
}
