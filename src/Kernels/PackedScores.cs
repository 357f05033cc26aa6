using System.Runtime.CompilerServices;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>The scores of dense rows of few columns, over a copy of the weights in which outputs lie side by side.</summary>
internal static unsafe class PackedScores<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    private const int MostFloats = 4096;

    /// <summary>How long before they are wanted rows are asked for.</summary>
    private const int RowsAhead = 16;

    /// <summary>
    /// Whether this is faster than tiles: the copy is small, and the lanes that are left over, and copying, take less time
    /// than would adding up lanes for each score.
    /// </summary>
    public static bool Suits(int columns, int outputs)
    {
        long width = Width(outputs);
        return width * (columns + 1) <= MostFloats && columns * (4 * width - 3 * outputs) < 512 * outputs;
    }

    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ, as <see cref="DenseProducts.Score"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        int outputs = biases.Length;
        int width = Width(outputs);
        float** tile = stackalloc float*[PackedScoreTile<TLanes, TVector>.MostRows];
        float* packed = stackalloc float[MostFloats];
        Prefetch(x, rows[..Math.Min(RowsAhead, rows.Length)]);
        Pack(weights, biases, new Span<float>(packed, width * (x.Columns + 1)), width);
        fixed (float* s = scores)
        {
            for (int i = 0; i < rows.Length; i += PackedScoreTile<TLanes, TVector>.MostRows)
            {
                int count = Math.Min(PackedScoreTile<TLanes, TVector>.MostRows, rows.Length - i);
                x.CopyRowPointers(rows, i, PackedScoreTile<TLanes, TVector>.MostRows, tile);
                if (i + RowsAhead < rows.Length)
                    Prefetch(x, rows.Slice(i + RowsAhead, Math.Min(PackedScoreTile<TLanes, TVector>.MostRows, rows.Length - i - RowsAhead)));
                Score(tile, packed, width, x.Columns, s + (nint)i * outputs, outputs, count);
            }
        }

        GC.KeepAlive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(float** rows, float* packed, int width, int columns, float* scores, int outputs, int count)
    {
        int k = 0;
        for (; k + TLanes.Count < outputs; k += 2 * TLanes.Count)
        {
            int left = Math.Min(TLanes.Count, outputs - k - TLanes.Count);
            PackedScoreTile<TLanes, TVector>.Multiply<Two>(rows, packed + k, width, columns, scores + k, outputs, count, left);
            if (count > 4)
                PackedScoreTile<TLanes, TVector>.Multiply<Two>(
                    rows + 4, packed + k, width, columns, scores + 4 * outputs + k, outputs, count - 4, left);
        }

        if (k < outputs)
            PackedScoreTile<TLanes, TVector>.Multiply<One>(rows, packed + k, width, columns, scores + k, outputs, count, outputs - k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prefetch(DenseMatrix x, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            float* place = x.RowPointer(row);
            for (int f = 0; f < x.Columns + Cache.Line; f += Cache.Line)
                Cache.Prefetch(place + f);
        }
    }

    private static int Width(int outputs) => (outputs + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    /// <summary>b, then W by columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> packed, int width)
    {
        packed.Clear();
        biases.CopyTo(packed);
        int columns = packed.Length / width - 1;
        for (int k = 0; k < biases.Length; k++)
        {
            ReadOnlySpan<float> w = weights.Slice(k * columns, columns);
            ref float place = ref packed[width + k];
            foreach (float weight in w)
            {
                place = weight;
                place = ref Unsafe.Add(ref place, width);
            }
        }
    }
}
