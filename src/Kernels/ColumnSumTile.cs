using System.Runtime.CompilerServices;

namespace MLExtensions.Kernels;

/// <summary>Sums over the columns of up to four vectors of rows x, which lie side by side, and six rows z.</summary>
/// <remarks>
/// Each vector loaded meets each entry broadcast, so that arithmetic and not loading is what takes the time: Goto and van de
/// Geijn, Anatomy of high-performance matrix multiplication, ACM Trans. Math. Softw. 34 (2008). A sum takes up the columns
/// one by one, whatever else is in the tile. Written out, since the compiler keeps no array and no struct of vectors in
/// registers: 24 sums, four vectors and an entry take 29, of which there are 32 with AVX-512.
/// </remarks>
internal static unsafe class ColumnSumTile<TLanes, TVector, TTerm>
    where TLanes : ILanes<TVector>
    where TVector : struct
    where TTerm : struct, IColumnTerm
{
    /// <summary>The rows z of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Joins the sums over some columns to those over others.</summary>
    /// <typeparam name="TVectors">How many vectors of rows x: one to four.</typeparam>
    /// <param name="term">What is summed up.</param>
    /// <param name="panel">x by columns, each as wide as the vectors.</param>
    /// <param name="rows">The first row z.</param>
    /// <param name="rowStride">How far rows z are apart.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="sums">
    /// The sums of the first row z with all x; those of the others follow, as far apart as the panel is wide.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join<TVectors>(TTerm term, float* panel, float* rows, nint rowStride, nint columns, float* sums)
        where TVectors : ICount
    {
        TVector a0 = default, b0 = default, c0 = default, d0 = default, e0 = default, f0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default, e1 = default, f1 = default;
        TVector a2 = default, b2 = default, c2 = default, d2 = default, e2 = default, f2 = default;
        TVector a3 = default, b3 = default, c3 = default, d3 = default, e3 = default, f3 = default;
        TVector x1 = default, x2 = default, x3 = default;
        int width = TVectors.Value * TLanes.Count;
        float* a = rows, b = a + rowStride, c = b + rowStride, d = c + rowStride, e = d + rowStride, f = e + rowStride;
        for (nint column = 0; column < columns; column++)
        {
            TVector x0 = TLanes.Load(panel);
            if (TVectors.Value > 1)
                x1 = TLanes.Load(panel + TLanes.Count);
            if (TVectors.Value > 2)
                x2 = TLanes.Load(panel + 2 * TLanes.Count);
            if (TVectors.Value > 3)
                x3 = TLanes.Load(panel + 3 * TLanes.Count);
            panel += width;
            Add<TVectors>(term, TLanes.Broadcast(a[column]), x0, x1, x2, x3, ref a0, ref a1, ref a2, ref a3);
            Add<TVectors>(term, TLanes.Broadcast(b[column]), x0, x1, x2, x3, ref b0, ref b1, ref b2, ref b3);
            Add<TVectors>(term, TLanes.Broadcast(c[column]), x0, x1, x2, x3, ref c0, ref c1, ref c2, ref c3);
            Add<TVectors>(term, TLanes.Broadcast(d[column]), x0, x1, x2, x3, ref d0, ref d1, ref d2, ref d3);
            Add<TVectors>(term, TLanes.Broadcast(e[column]), x0, x1, x2, x3, ref e0, ref e1, ref e2, ref e3);
            Add<TVectors>(term, TLanes.Broadcast(f[column]), x0, x1, x2, x3, ref f0, ref f1, ref f2, ref f3);
        }

        Store<TVectors>(sums, a0, a1, a2, a3);
        Store<TVectors>(sums + width, b0, b1, b2, b3);
        Store<TVectors>(sums + 2 * width, c0, c1, c2, c3);
        Store<TVectors>(sums + 3 * width, d0, d1, d2, d3);
        Store<TVectors>(sums + 4 * width, e0, e1, e2, e3);
        Store<TVectors>(sums + 5 * width, f0, f1, f2, f3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors>(
        TTerm term, TVector z, TVector x0, TVector x1, TVector x2, TVector x3, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
        where TVectors : ICount
    {
        sum0 = term.Add<TLanes, TVector>(sum0, x0, z);
        if (TVectors.Value > 1)
            sum1 = term.Add<TLanes, TVector>(sum1, x1, z);
        if (TVectors.Value > 2)
            sum2 = term.Add<TLanes, TVector>(sum2, x2, z);
        if (TVectors.Value > 3)
            sum3 = term.Add<TLanes, TVector>(sum3, x3, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(float* sums, TVector sum0, TVector sum1, TVector sum2, TVector sum3)
        where TVectors : ICount
    {
        Store(sums, sum0);
        if (TVectors.Value > 1)
            Store(sums + TLanes.Count, sum1);
        if (TVectors.Value > 2)
            Store(sums + 2 * TLanes.Count, sum2);
        if (TVectors.Value > 3)
            Store(sums + 3 * TLanes.Count, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* sums, TVector sum)
    {
        TVector before = TLanes.Load(sums);
        TLanes.Store(TTerm.IsGreatest ? TLanes.Maximum(before, sum) : TLanes.Add(before, sum), sums);
    }
}
