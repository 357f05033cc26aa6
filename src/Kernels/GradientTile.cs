using System.Runtime.CompilerServices;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>
/// gₖ ← gₖ + Σᵢ aᵢₖ xᵢ for a few outputs and one or two vectors of columns: g stays in registers while the rows pass.
/// </summary>
/// <remarks>
/// An entry of g takes up the rows one by one, whatever else is in the tile. Written out, since the compiler keeps no array
/// and no struct of vectors in registers.
/// </remarks>
internal static unsafe class GradientTile<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>Adds the rows.</summary>
    /// <typeparam name="TOutputs">How many outputs.</typeparam>
    /// <typeparam name="TVectors">How many vectors of columns: one or two.</typeparam>
    /// <typeparam name="TCut">One where the last vector has fewer columns than would fit, else zero.</typeparam>
    /// <param name="rows">The rows x.</param>
    /// <param name="factors">a, for each row those of all outputs.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="output">The first output of the tile.</param>
    /// <param name="column">The first column of the tile.</param>
    /// <param name="left">Columns in the last vector.</param>
    /// <param name="gradient">g of the tile's first output and column.</param>
    /// <param name="stride">How far outputs are apart in g.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TOutputs, TVectors, TCut>(
        float** rows, float** factors, int count, int output, int column, int left, float* gradient, nint stride)
        where TOutputs : ICount
        where TVectors : ICount
        where TCut : ICount
    {
        TVector mask = TLanes.KeepFirst(left);
        TVector p0 = default, p1 = default, p2 = default, p3 = default, p4 = default;
        TVector p5 = default, p6 = default, p7 = default, p8 = default, p9 = default;
        TVector q0 = default, q1 = default, q2 = default, q3 = default, q4 = default;
        TVector q5 = default, q6 = default, q7 = default, q8 = default, q9 = default;
        Load<TVectors, TCut>(TOutputs.Value > 0, gradient, mask, ref p0, ref q0);
        Load<TVectors, TCut>(TOutputs.Value > 1, gradient + stride, mask, ref p1, ref q1);
        Load<TVectors, TCut>(TOutputs.Value > 2, gradient + 2 * stride, mask, ref p2, ref q2);
        Load<TVectors, TCut>(TOutputs.Value > 3, gradient + 3 * stride, mask, ref p3, ref q3);
        Load<TVectors, TCut>(TOutputs.Value > 4, gradient + 4 * stride, mask, ref p4, ref q4);
        Load<TVectors, TCut>(TOutputs.Value > 5, gradient + 5 * stride, mask, ref p5, ref q5);
        Load<TVectors, TCut>(TOutputs.Value > 6, gradient + 6 * stride, mask, ref p6, ref q6);
        Load<TVectors, TCut>(TOutputs.Value > 7, gradient + 7 * stride, mask, ref p7, ref q7);
        Load<TVectors, TCut>(TOutputs.Value > 8, gradient + 8 * stride, mask, ref p8, ref q8);
        Load<TVectors, TCut>(TOutputs.Value > 9, gradient + 9 * stride, mask, ref p9, ref q9);
        for (nint i = 0; i < count; i++)
        {
            TVector x = default, y = default;
            float* row = rows[i] + column;
            Load<TVectors, TCut>(true, row, mask, ref x, ref y);

            // What the next columns will want; rows lie too far apart for the processor to foresee it.
            Cache.Prefetch(row + TVectors.Value * TLanes.Count);
            if (TVectors.Value * TLanes.Count > Cache.Line)
                Cache.Prefetch(row + TVectors.Value * TLanes.Count + Cache.Line);
            float* a = factors[i] + output;
            Add<TVectors>(TOutputs.Value > 0, x, y, a, ref p0, ref q0);
            Add<TVectors>(TOutputs.Value > 1, x, y, a + 1, ref p1, ref q1);
            Add<TVectors>(TOutputs.Value > 2, x, y, a + 2, ref p2, ref q2);
            Add<TVectors>(TOutputs.Value > 3, x, y, a + 3, ref p3, ref q3);
            Add<TVectors>(TOutputs.Value > 4, x, y, a + 4, ref p4, ref q4);
            Add<TVectors>(TOutputs.Value > 5, x, y, a + 5, ref p5, ref q5);
            Add<TVectors>(TOutputs.Value > 6, x, y, a + 6, ref p6, ref q6);
            Add<TVectors>(TOutputs.Value > 7, x, y, a + 7, ref p7, ref q7);
            Add<TVectors>(TOutputs.Value > 8, x, y, a + 8, ref p8, ref q8);
            Add<TVectors>(TOutputs.Value > 9, x, y, a + 9, ref p9, ref q9);
        }

        Store<TVectors, TCut>(TOutputs.Value > 0, p0, q0, mask, gradient);
        Store<TVectors, TCut>(TOutputs.Value > 1, p1, q1, mask, gradient + stride);
        Store<TVectors, TCut>(TOutputs.Value > 2, p2, q2, mask, gradient + 2 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 3, p3, q3, mask, gradient + 3 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 4, p4, q4, mask, gradient + 4 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 5, p5, q5, mask, gradient + 5 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 6, p6, q6, mask, gradient + 6 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 7, p7, q7, mask, gradient + 7 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 8, p8, q8, mask, gradient + 8 * stride);
        Store<TVectors, TCut>(TOutputs.Value > 9, p9, q9, mask, gradient + 9 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TVectors, TCut>(bool wanted, float* source, TVector mask, ref TVector p, ref TVector q)
        where TVectors : ICount
        where TCut : ICount
    {
        if (!wanted)
            return;
        if (TVectors.Value == 1)
        {
            p = TCut.Value == 1 ? TLanes.Load(source, mask) : TLanes.Load(source);
            return;
        }

        p = TLanes.Load(source);
        q = TCut.Value == 1 ? TLanes.Load(source + TLanes.Count, mask) : TLanes.Load(source + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors>(bool wanted, TVector x, TVector y, float* factor, ref TVector p, ref TVector q)
        where TVectors : ICount
    {
        if (!wanted)
            return;
        TVector a = TLanes.Broadcast(*factor);
        p = TLanes.MultiplyAdd(x, a, p);
        if (TVectors.Value > 1)
            q = TLanes.MultiplyAdd(y, a, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors, TCut>(bool wanted, TVector p, TVector q, TVector mask, float* target)
        where TVectors : ICount
        where TCut : ICount
    {
        if (!wanted)
            return;
        if (TVectors.Value > 1)
            TLanes.Store(p, target);
        TVector last = TVectors.Value > 1 ? q : p;
        float* end = target + (TVectors.Value - 1) * TLanes.Count;
        if (TCut.Value == 1)
            TLanes.Store(last, end, mask);
        else
            TLanes.Store(last, end);
    }
}
