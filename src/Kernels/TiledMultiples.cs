using System.Runtime.CompilerServices;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>The sums of multiples of dense rows in tiles of outputs × columns.</summary>
internal static unsafe class TiledMultiples<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>Few enough to stay in the cache while one strip of columns after the other passes.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>
    /// Of the next rows as many are fetched from memory meanwhile; the others have time enough while the scores of these are
    /// made. So memory is kept busy all along.
    /// </summary>
    private const int RowsAhead = 40;

    /// <summary>gₖ ← gₖ + Σᵢ aᵢₖ xᵢ, as <see cref="DenseProducts.AddMultiples"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMultiples(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, Span<float> gradient, ColumnRange columns, ReadOnlySpan<int> next)
    {
        int outputs = gradient.Length / x.Columns;
        float** xs = stackalloc float*[RowsAtOnce];
        float** ahead = stackalloc float*[RowsAhead];
        float** factorsOfRows = stackalloc float*[RowsAtOnce];
        fixed (float* a = factors, g = gradient)
        {
            for (int start = 0; start < rows.Length; start += RowsAtOnce)
            {
                int count = 0;
                for (int i = start; i < Math.Min(start + RowsAtOnce, rows.Length); i++)
                {
                    if (AreZero(a + (nint)i * outputs, outputs))
                        continue;
                    xs[count] = x.RowPointer(rows[i]);
                    factorsOfRows[count++] = a + (nint)i * outputs;
                }

                bool isLast = start + RowsAtOnce >= rows.Length;
                int countAhead = isLast ? Math.Min(next.Length, RowsAhead) : 0;
                for (int i = 0; i < countAhead; i++)
                    ahead[i] = x.RowPointer(next[i]);
                AddRows(xs, factorsOfRows, count, g, outputs, x.Columns, columns, ahead, countAhead);
            }
        }

        GC.KeepAlive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreZero(float* factors, int count)
    {
        int k = 0;
        for (; k + TLanes.Count <= count; k += TLanes.Count)
            if (!TLanes.IsZero(TLanes.Load(factors + k)))
                return false;
        return k == count || TLanes.IsZero(TLanes.Load(factors + k, TLanes.KeepFirst(count - k)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(
        float** rows, float** factors, int count, float* gradient, int outputs, int stride, ColumnRange columns, float** ahead, int countAhead)
    {
        int end = columns.First + columns.Count;
        for (int column = columns.First; column < end; column += 2 * TLanes.Count)
        {
            for (int i = 0; i < countAhead; i++)
                for (int f = 0; f < 2 * TLanes.Count; f += Cache.Line)
                    Cache.PrefetchFar(ahead[i] + column + f);
            foreach ((int output, int size) in new EvenParts(outputs, TLanes.GradientOutputs))
                Add(size, rows, factors, count, output, column, end - column, gradient + (nint)output * stride + column, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        int outputs, float** rows, float** factors, int count, int output, int column, int columns, float* gradient, int stride)
    {
        switch (outputs)
        {
            case 1:
                Add<One>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 2:
                Add<Two>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 3:
                Add<Three>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 4:
                Add<Four>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 5:
                Add<Five>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 6:
                Add<Six>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 7:
                Add<Seven>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 8:
                Add<Eight>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            case 9:
                Add<Nine>(rows, factors, count, output, column, columns, gradient, stride);
                break;
            default:
                Add<Ten>(rows, factors, count, output, column, columns, gradient, stride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TOutputs>(
        float** rows, float** factors, int count, int output, int column, int columns, float* gradient, int stride)
        where TOutputs : ICount
    {
        int left = columns - TLanes.Count;
        if (left >= TLanes.Count)
            GradientTile<TLanes, TVector>.Add<TOutputs, Two, Zero>(rows, factors, count, output, column, TLanes.Count, gradient, stride);
        else if (left > 0)
            GradientTile<TLanes, TVector>.Add<TOutputs, Two, One>(rows, factors, count, output, column, left, gradient, stride);
        else if (left == 0)
            GradientTile<TLanes, TVector>.Add<TOutputs, One, Zero>(rows, factors, count, output, column, columns, gradient, stride);
        else
            GradientTile<TLanes, TVector>.Add<TOutputs, One, One>(rows, factors, count, output, column, columns, gradient, stride);
    }
}
