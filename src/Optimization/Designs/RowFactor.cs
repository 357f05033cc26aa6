using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>K ≈ L Lᵀ for the products K of the rows of a matrix, L having as many columns as rows are independent.</summary>
/// <remarks>
/// <code>
/// p   = the row with the largest Kₚₚ − Σ_{j&lt;k} Lₚⱼ² among those where it is more than rounding
/// Lₚₖ = √( Kₚₚ − Σ_{j&lt;k} Lₚⱼ² )
/// Lᵢₖ = ( Kᵢₚ − Σ_{j&lt;k} Lᵢⱼ Lₚⱼ ) / Lₚₖ        rows i not yet taken
/// </code>
/// What a panel of columns takes off the rows that are left is taken off K at once, as a product of matrices. Lucas, LAPACK-style
/// codes for level 2 and 3 pivoted Cholesky factorizations (LAPACK working note 161, 2004).
/// </remarks>
internal sealed class RowFactor
{
    /// <summary>Columns of a panel.</summary>
    private const int Width = 64;

    private readonly int _order;
    private readonly double[] _entries;
    private readonly List<int> _pivots = [];

    private RowFactor(int order)
    {
        _order = order;
        _entries = new double[order * order];
    }

    /// <summary>The rows taken, in the order in which they were.</summary>
    public IReadOnlyList<int> Pivots => _pivots;

    public int Rank => _pivots.Count;

    /// <summary>Factorizes K.</summary>
    /// <param name="products">K, of which the lower triangle counts, by rows; overwritten.</param>
    /// <param name="order">Its order.</param>
    /// <param name="negligible">What of each Kₚₚ is rounding; overwritten.</param>
    /// <param name="mostRank">Columns of L at most.</param>
    /// <param name="workers">The threads that share the work.</param>
    public static RowFactor Of(double[] products, int order, double[] negligible, int mostRank, Workers workers)
    {
        var factor = new RowFactor(order);
        int[] rows = [.. Enumerable.Range(0, order)];
        double[] left = [.. rows.Select(i => products[i * order + i])];
        var panel = new double[order * Width];
        var negated = new double[order * Width];
        var isTaken = new bool[order];
        for (int count = order; ;)
        {
            int before = factor.Rank;
            while (factor.Rank < mostRank && factor.Rank - before < Width && Largest(left, negligible, isTaken, count) is var p and >= 0)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                Take(p, factor.Rank - before, count);
                factor._pivots.Add(rows[p]);
            }

            for (int i = 0; i < count; i++)
                panel.AsSpan(i * Width, factor.Rank - before).CopyTo(factor._entries.AsSpan(rows[i] * order + before));
            if (factor.Rank - before < Width)
                return factor;
            count = Drop(count);
            TensorPrimitives.Negate(panel, negated);
            TriangleProducts.Add(negated, panel, count, Width, products, order, workers);
            panel.AsSpan().Clear();
        }

        void Take(int p, int k, int count)
        {
            double pivot = Math.Sqrt(left[p]);
            ReadOnlySpan<double> ofPivot = panel.AsSpan(p * Width, k);
            isTaken[p] = true;
            panel[p * Width + k] = pivot;
            for (int i = 0; i < count; i++)
            {
                if (isTaken[i])
                    continue;
                double entry = i > p ? products[i * order + p] : products[p * order + i];
                double value = (entry - TensorPrimitives.Dot(panel.AsSpan(i * Width, k), ofPivot)) / pivot;
                panel[i * Width + k] = value;
                left[i] -= value * value;
            }
        }

        // Moves the rows that are left together, of all that is still needed.
        int Drop(int count)
        {
            int[] kept = [.. Enumerable.Range(0, count).Where(i => !isTaken[i])];
            for (int to = 0; to < kept.Length; to++)
            {
                int from = kept[to];
                (rows[to], left[to], negligible[to]) = (rows[from], left[from], negligible[from]);
                panel.AsSpan(from * Width, Width).CopyTo(panel.AsSpan(to * Width));
                for (int j = 0; j <= to; j++)
                    products[to * order + j] = products[from * order + kept[j]];
            }

            isTaken.AsSpan().Clear();
            return kept.Length;
        }
    }

    /// <summary>A row of L.</summary>
    public ReadOnlySpan<double> Row(int row) => _entries.AsSpan(row * _order, Rank);

    /// <summary>v ← Lₚ⁻ᵀ v, Lₚ the rows of the pivots.</summary>
    public void SolveTransposed(Span<double> v)
    {
        for (int k = Rank - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = Row(_pivots[k]);
            v[k] /= row[k];
            TensorPrimitives.MultiplyAdd(row[..k], -v[k], v[..k], v[..k]);
        }
    }

    /// <summary>v ← Lₚ⁻¹ v.</summary>
    public void Solve(Span<double> v)
    {
        for (int k = 0; k < Rank; k++)
        {
            ReadOnlySpan<double> row = Row(_pivots[k]);
            v[k] = (v[k] - TensorPrimitives.Dot(row[..k], v[..k])) / row[k];
        }
    }

    private static int Largest(double[] left, double[] negligible, bool[] isTaken, int count)
    {
        int best = -1;
        for (int i = 0; i < count; i++)
            if (!isTaken[i] && left[i] > negligible[i] && (best < 0 || left[i] > left[best]))
                best = i;
        return best;
    }
}
