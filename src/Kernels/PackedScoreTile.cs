using System.Runtime.CompilerServices;

namespace MLExtensions.Kernels;

/// <summary>b + W x for a few rows x and one or two vectors of outputs, over weights that lie by columns.</summary>
/// <remarks>
/// No sums over lanes are left at the end, which would take longer than all the rest where columns are few. Written out, since
/// the compiler keeps no array and no struct of vectors in registers.
/// </remarks>
internal static unsafe class PackedScoreTile<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>The most rows of a tile.</summary>
    public const int MostRows = 8;

    /// <summary>
    /// Fills the tile, of four rows where there are two vectors of outputs, else of eight: sums enough to hide what one takes.
    /// </summary>
    /// <typeparam name="TVectors">How many vectors of outputs: one or two.</typeparam>
    /// <param name="rows">As many rows; if some are not there, the last again.</param>
    /// <param name="packed">
    /// b and then W by columns, each from the tile's first output on and as wide as all vectors of outputs.
    /// </param>
    /// <param name="width">How far columns are apart there.</param>
    /// <param name="columns">F.</param>
    /// <param name="scores">Receives the first row's score of the first output.</param>
    /// <param name="stride">How far rows are apart in the scores.</param>
    /// <param name="count">The rows that are there.</param>
    /// <param name="left">Outputs in the last vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TVectors>(
        float** rows, float* packed, nint width, nint columns, float* scores, nint stride, int count, int left)
        where TVectors : ICount
    {
        TVector mask = TLanes.KeepFirst(left);
        TVector a = TLanes.Load(packed), b = a, c = a, d = a;
        float* rowA = rows[0], rowB = rows[1], rowC = rows[2], rowD = rows[3];
        if (TVectors.Value > 1)
        {
            TVector e = TLanes.Load(packed + TLanes.Count), f = e, g = e, h = e;
            for (nint column = 0; column < columns; column++)
            {
                packed += width;
                TVector w = TLanes.Load(packed), v = TLanes.Load(packed + TLanes.Count);
                Add(w, v, rowA[column], ref a, ref e);
                Add(w, v, rowB[column], ref b, ref f);
                Add(w, v, rowC[column], ref c, ref g);
                Add(w, v, rowD[column], ref d, ref h);
            }

            Store(count > 0, a, e, scores, mask);
            Store(count > 1, b, f, scores + stride, mask);
            Store(count > 2, c, g, scores + 2 * stride, mask);
            Store(count > 3, d, h, scores + 3 * stride, mask);
        }
        else
        {
            TVector e = a, f = a, g = a, h = a;
            float* rowE = rows[4], rowF = rows[5], rowG = rows[6], rowH = rows[7];
            for (nint column = 0; column < columns; column++)
            {
                packed += width;
                TVector w = TLanes.Load(packed);
                a = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowA[column]), a);
                b = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowB[column]), b);
                c = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowC[column]), c);
                d = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowD[column]), d);
                e = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowE[column]), e);
                f = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowF[column]), f);
                g = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowG[column]), g);
                h = TLanes.MultiplyAdd(w, TLanes.Broadcast(rowH[column]), h);
            }

            Store(count > 0, a, scores, mask);
            Store(count > 1, b, scores + stride, mask);
            Store(count > 2, c, scores + 2 * stride, mask);
            Store(count > 3, d, scores + 3 * stride, mask);
            Store(count > 4, e, scores + 4 * stride, mask);
            Store(count > 5, f, scores + 5 * stride, mask);
            Store(count > 6, g, scores + 6 * stride, mask);
            Store(count > 7, h, scores + 7 * stride, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector w, TVector v, float x, ref TVector a, ref TVector b)
    {
        TVector factor = TLanes.Broadcast(x);
        a = TLanes.MultiplyAdd(w, factor, a);
        b = TLanes.MultiplyAdd(v, factor, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(bool wanted, TVector a, TVector b, float* scores, TVector mask)
    {
        if (wanted)
            TLanes.Store(a, scores);
        Store(wanted, b, scores + TLanes.Count, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(bool wanted, TVector a, float* scores, TVector mask)
    {
        if (wanted)
            TLanes.Store(a, scores, mask);
    }
}
