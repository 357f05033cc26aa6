using System.Runtime.CompilerServices;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>The scores of dense rows in tiles of rows × outputs.</summary>
/// <typeparam name="TLanes">The vectors to use.</typeparam>
/// <typeparam name="TVector">One of them.</typeparam>
/// <typeparam name="TRows">
/// The rows of a tile. Four rows and five outputs take 29 vector registers, of which there are 32 with AVX-512; two and five
/// take 13, of 16.
/// </typeparam>
internal static unsafe class TiledScores<TLanes, TVector, TRows>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
    where TRows : ICount
{
    private const int MostOutputs = 5;

    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ, as <see cref="DenseProducts.Score"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score(
        DenseMatrix x, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> scores)
    {
        float** tile = stackalloc float*[TRows.Value];
        float** next = stackalloc float*[TRows.Value];
        float** wanted = stackalloc float*[TRows.Value];
        fixed (float* w = weights, b = biases, s = scores)
        {
            x.CopyRowPointers(rows, 0, TRows.Value, next);
            for (int i = 0; i < rows.Length; i += TRows.Value)
            {
                new Span<nint>(next, TRows.Value).CopyTo(new Span<nint>(tile, TRows.Value));
                x.CopyRowPointers(rows, Math.Min(i + TRows.Value, rows.Length - 1), TRows.Value, next);
                int count = Math.Min(TRows.Value, rows.Length - i);
                foreach ((int k, int outputs) in new EvenParts(biases.Length, MostOutputs))
                {
                    // Half of the next rows are asked for by the first outputs, half by the second, if there are any: so memory is kept busy.
                    for (int row = 0; row < TRows.Value; row++)
                    {
                        bool early = row < TRows.Value / 2 || outputs == biases.Length;
                        wanted[row] = (early ? k == 0 : k == outputs) ? next[row] : tile[row];
                    }

                    Multiply(outputs, tile, wanted, w + (nint)k * x.Columns, b + k, x.Columns, s + (nint)i * biases.Length + k, biases.Length, count);
                }
            }
        }

        GC.KeepAlive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(
        int outputs, float** rows, float** next, float* weights, float* biases, nint columns, float* scores, nint stride, int count)
    {
        switch (outputs)
        {
            case 1:
                ScoreTile<TLanes, TVector>.Multiply<TRows, One>(rows, next, weights, biases, columns, scores, stride, count);
                break;
            case 2:
                ScoreTile<TLanes, TVector>.Multiply<TRows, Two>(rows, next, weights, biases, columns, scores, stride, count);
                break;
            case 3:
                ScoreTile<TLanes, TVector>.Multiply<TRows, Three>(rows, next, weights, biases, columns, scores, stride, count);
                break;
            case 4:
                ScoreTile<TLanes, TVector>.Multiply<TRows, Four>(rows, next, weights, biases, columns, scores, stride, count);
                break;
            default:
                ScoreTile<TLanes, TVector>.Multiply<TRows, Five>(rows, next, weights, biases, columns, scores, stride, count);
                break;
        }
    }
}
