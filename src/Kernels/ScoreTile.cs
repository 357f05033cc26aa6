using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>bₖ + wₖ · xᵢ for a few rows x and a few outputs, all their sums in registers at once.</summary>
/// <remarks>
/// Each vector loaded of a row meets each loaded of the weights, so that arithmetic and not loading is what takes the time:
/// Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM Trans. Math. Softw. 34 (2008). The sum of
/// a row and an output is made in the same order whatever else is in the tile. Written out, since the compiler keeps no
/// array and no struct of vectors in registers.
/// </remarks>
internal static unsafe class ScoreTile<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>Fills the tile.</summary>
    /// <typeparam name="TRows">How many rows: two, or four.</typeparam>
    /// <typeparam name="TOutputs">How many outputs.</typeparam>
    /// <param name="rows">As many rows; if some are not there, the last again.</param>
    /// <param name="next">The rows that will be wanted next, fetched into the cache meanwhile.</param>
    /// <param name="weights">w of the first output; those of the others follow.</param>
    /// <param name="biases">b of the first output.</param>
    /// <param name="columns">F.</param>
    /// <param name="scores">Receives the first row's score of the first output.</param>
    /// <param name="stride">How far rows are apart in the scores.</param>
    /// <param name="count">The rows that are there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows, TOutputs>(
        float** rows, float** next, float* weights, float* biases, nint columns, float* scores, nint stride, int count)
        where TRows : ICount
        where TOutputs : ICount
    {
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default;
        TVector a2 = default, b2 = default, c2 = default, d2 = default;
        TVector a3 = default, b3 = default, c3 = default, d3 = default;
        TVector a4 = default, b4 = default, c4 = default, d4 = default;
        TVector a, b, c = default, d = default;
        float* rowA = rows[0], rowB = rows[1], rowC = rows[TRows.Value - 2], rowD = rows[TRows.Value - 1];
        float* nextA = next[0], nextB = next[1], nextC = next[TRows.Value - 2], nextD = next[TRows.Value - 1];
        nint f = 0;
        for (; f + TLanes.Count <= columns; f += TLanes.Count)
        {
            if ((f & (Cache.Line - 1)) == 0)
            {
                Cache.Prefetch(nextA + f);
                Cache.Prefetch(nextB + f);
                if (TRows.Value > 2)
                {
                    Cache.Prefetch(nextC + f);
                    Cache.Prefetch(nextD + f);
                }
            }

            a = TLanes.Load(rowA + f);
            b = TLanes.Load(rowB + f);
            if (TRows.Value > 2)
            {
                c = TLanes.Load(rowC + f);
                d = TLanes.Load(rowD + f);
            }

            float* w = weights + f;
            Add<TRows>(TLanes.Load(w), a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            if (TOutputs.Value > 1)
                Add<TRows>(TLanes.Load(w + columns), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            if (TOutputs.Value > 2)
                Add<TRows>(TLanes.Load(w + 2 * columns), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            if (TOutputs.Value > 3)
                Add<TRows>(TLanes.Load(w + 3 * columns), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            if (TOutputs.Value > 4)
                Add<TRows>(TLanes.Load(w + 4 * columns), a, b, c, d, ref a4, ref b4, ref c4, ref d4);
        }

        if (f < columns)
        {
            TVector mask = TLanes.KeepFirst((int)(columns - f));
            a = TLanes.Load(rowA + f, mask);
            b = TLanes.Load(rowB + f, mask);
            if (TRows.Value > 2)
            {
                c = TLanes.Load(rowC + f, mask);
                d = TLanes.Load(rowD + f, mask);
            }

            float* w = weights + f;
            Add<TRows>(TLanes.Load(w, mask), a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            if (TOutputs.Value > 1)
                Add<TRows>(TLanes.Load(w + columns, mask), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            if (TOutputs.Value > 2)
                Add<TRows>(TLanes.Load(w + 2 * columns, mask), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            if (TOutputs.Value > 3)
                Add<TRows>(TLanes.Load(w + 3 * columns, mask), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            if (TOutputs.Value > 4)
                Add<TRows>(TLanes.Load(w + 4 * columns, mask), a, b, c, d, ref a4, ref b4, ref c4, ref d4);
        }

        Store(TLanes.Sums(a0, b0, c0, d0), biases[0], scores, stride, count);
        if (TOutputs.Value > 1)
            Store(TLanes.Sums(a1, b1, c1, d1), biases[1], scores + 1, stride, count);
        if (TOutputs.Value > 2)
            Store(TLanes.Sums(a2, b2, c2, d2), biases[2], scores + 2, stride, count);
        if (TOutputs.Value > 3)
            Store(TLanes.Sums(a3, b3, c3, d3), biases[3], scores + 3, stride, count);
        if (TOutputs.Value > 4)
            Store(TLanes.Sums(a4, b4, c4, d4), biases[4], scores + 4, stride, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRows>(
        TVector w, TVector a, TVector b, TVector c, TVector d, ref TVector sumA, ref TVector sumB, ref TVector sumC, ref TVector sumD)
        where TRows : ICount
    {
        sumA = TLanes.MultiplyAdd(a, w, sumA);
        sumB = TLanes.MultiplyAdd(b, w, sumB);
        if (TRows.Value > 2)
        {
            sumC = TLanes.MultiplyAdd(c, w, sumC);
            sumD = TLanes.MultiplyAdd(d, w, sumD);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<float> sums, float bias, float* scores, nint stride, int count)
    {
        sums += Vector128.Create(bias);
        scores[0] = sums[0];
        if (count > 1)
            scores[stride] = sums[1];
        if (count > 2)
            scores[2 * stride] = sums[2];
        if (count > 3)
            scores[3 * stride] = sums[3];
    }
}
