using MLExtensions.Kernels;
using MLExtensions.Threading;

namespace MLExtensions.Algebra;

/// <summary>The lower triangle of A Xᵀ, for A and X whose rows are short enough to stay in the cache.</summary>
internal static class TriangleProducts
{
    /// <summary>Rows that meet as many others before the next ones are loaded.</summary>
    private const int TileRows = 32;

    /// <summary>Multiplications that are worth a thread.</summary>
    private const double WorkOfThread = 1 << 17;

    /// <summary>tᵢⱼ ← tᵢⱼ + Σ_l aᵢ_l xⱼ_l for j ≤ i; what lies above the diagonal is of no use afterwards.</summary>
    /// <param name="a">Rows × length.</param>
    /// <param name="x">Rows × length.</param>
    /// <param name="rows">How many.</param>
    /// <param name="length">A multiple of <see cref="PanelProducts.Grain"/>.</param>
    /// <param name="target">t, by rows.</param>
    /// <param name="stride">From one of its rows to the next.</param>
    /// <param name="workers">
    /// The threads that share the work: an entry is one thread's, so that its bits do not depend on how many there are.
    /// </param>
    public static unsafe void Add(double[] a, double[] x, int rows, int length, double[] target, int stride, Workers workers)
    {
        int tiles = (rows + TileRows - 1) / TileRows;

        // One of the first rows of tiles, which are short, and one of the last together: all pairs are the same work.
        int pairs = (tiles + 1) / 2;
        int sharing = (int)Math.Clamp((double)rows * rows * length / 2 / WorkOfThread, 1, Math.Max(pairs, 1));
        workers.Run(pairs, 1, sharing, (first, end) =>
        {
            for (int pair = first; pair < end; pair++)
            {
                AddRow(pair);
                if (tiles - 1 - pair != pair)
                    AddRow(tiles - 1 - pair);
            }
        });

        void AddRow(int tile)
        {
            int top = tile * TileRows;
            fixed (double* from = a, with = x, t = target)
            {
                for (int left = 0; left <= top; left += TileRows)
                {
                    workers.CancellationToken.ThrowIfCancellationRequested();
                    PanelProducts.AddProducts(
                        from + (long)top * length, Math.Min(TileRows, rows - top),
                        with + (long)left * length, Math.Min(TileRows, rows - left),
                        length, t + (long)top * stride + left, stride);
                }
            }
        }
    }
}
