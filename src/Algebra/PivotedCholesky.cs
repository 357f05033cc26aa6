using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Algebra;

/// <summary>
/// S = L Lᵀ for a positive semidefinite S of any rank r, L having r columns; solves S x = c.
/// </summary>
/// <remarks>
/// <code>
/// p       = the row with the largest Sₚₚ − Σ_{j&lt;k} Lₚⱼ² among those where it exceeds 10⁻¹² Sₚₚ
/// Lₚₖ     = √( Sₚₚ − Σ_{j&lt;k} Lₚⱼ² )
/// Lᵢₖ     = ( Sᵢₚ − Σ_{j&lt;k} Lᵢⱼ Lₚⱼ ) / Lₚₖ        rows i not yet taken
/// </code>
/// A row that none exceeds depends on those taken: where S holds the products of columns, its column is a linear
/// combination of theirs. The test is relative to the column, so columns in different units are not mistaken for dependent
/// ones. Higham, Analysis of the Cholesky decomposition of a semi-definite matrix (1990), and Accuracy and Stability of
/// Numerical Algorithms, 2nd ed. (2002), section 10.3.
/// </remarks>
internal sealed class PivotedCholesky
{
    /// <summary>
    /// The share of a squared length below which what is left of it is rounding: the square of sixteen roundings of single
    /// precision, in which the data are.
    /// </summary>
    private const double Negligible = 1e-12;

    /// <summary>Rows below which threads cost more than they bring.</summary>
    private const int RowsWorthThreads = 256;

    // By rows of S; the first r entries of a row count.
    private readonly double[][] _rows;

    // The rows of S in the order in which they were taken.
    private readonly List<int> _pivots = [];

    private PivotedCholesky(int order)
    {
        _rows = new double[order][];
        for (int i = 0; i < order; i++)
            _rows[i] = new double[order];
    }

    public int Order => _rows.Length;

    public int Rank => _pivots.Count;

    /// <summary>Factorizes S + shift · I.</summary>
    /// <param name="matrix">S, positive semidefinite up to rounding.</param>
    /// <param name="shift">At least 0.</param>
    /// <param name="workers">The threads; their token is looked at between columns of L.</param>
    public static PivotedCholesky Of(SymmetricMatrix matrix, double shift, Workers workers)
    {
        int order = matrix.Order;
        var cholesky = new PivotedCholesky(order);
        double[][] factor = cholesky._rows;
        var left = new double[order];
        var negligible = new double[order];
        for (int i = 0; i < order; i++)
        {
            left[i] = matrix[i, i] + shift;
            negligible[i] = Negligible * left[i];
        }

        var taken = new bool[order];
        int sharing = order < RowsWorthThreads ? 1 : workers.Count;
        while (cholesky.NextPivot(left, negligible, taken) is { } p)
        {
            workers.CancellationToken.ThrowIfCancellationRequested();
            int k = cholesky.Rank;
            cholesky._pivots.Add(p);
            taken[p] = true;
            double pivot = Math.Sqrt(left[p]);
            factor[p][k] = pivot;

            workers.Run(order, 1, sharing, (start, end) =>
            {
                for (int i = start; i < end; i++)
                {
                    if (taken[i])
                        continue;
                    double entry = i > p ? matrix[i, p] : matrix[p, i];
                    double value = (entry - TensorPrimitives.Dot<double>(factor[i].AsSpan(0, k), factor[p].AsSpan(0, k))) / pivot;
                    factor[i][k] = value;
                    left[i] -= value * value;
                }
            });
        }

        return cholesky;
    }

    /// <summary>The columns of L.</summary>
    /// <param name="cancellationToken">Looked at between them.</param>
    public double[][] Columns(CancellationToken cancellationToken = default)
    {
        var columns = new double[Rank][];
        for (int k = 0; k < Rank; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns[k] = Array.ConvertAll(_rows, row => row[k]);
        }

        return columns;
    }

    /// <summary>
    /// Vectors x with S x = 0, as many as there are rows that depend on the others; each has a 1 in the place of one of these.
    /// </summary>
    public double[][] NullSpace()
    {
        int rank = Rank;
        bool[] isPivot = new bool[Order];
        foreach (int pivot in _pivots)
            isPivot[pivot] = true;
        var vectors = new List<double[]>();
        for (int row = 0; row < Order; row++)
        {
            if (isPivot[row])
                continue;
            var vector = new double[Order];
            vector[row] = 1;

            // L_Pᵀ y = L_rowᵀ, backwards.
            double[] left = _rows[row][..rank];
            for (int k = rank - 1; k >= 0; k--)
            {
                double[] ofPivot = _rows[_pivots[k]];
                double value = left[k] / ofPivot[k];
                vector[_pivots[k]] = -value;
                Span<double> above = left.AsSpan(0, k);
                TensorPrimitives.MultiplyAdd(ofPivot.AsSpan(0, k), -value, above, above);
            }

            vectors.Add(vector);
        }

        return [.. vectors];
    }

    /// <summary>S⁺ c: the solution of S x = c, and where S is singular the shortest x that comes closest.</summary>
    public double[] Solve(ReadOnlySpan<double> c, Workers workers) => Rank == Order ? SolveRegular(c) : SolveSingular(c, workers);

    private int? NextPivot(double[] left, double[] negligible, bool[] taken)
    {
        int? best = null;
        for (int i = 0; i < Order; i++)
            if (!taken[i] && left[i] > negligible[i] && (best is null || left[i] > left[best.Value]))
                best = i;
        return best;
    }

    /// <summary>L y = c, then Lᵀ x = y.</summary>
    private double[] SolveRegular(ReadOnlySpan<double> c)
    {
        var y = new double[Order];
        for (int k = 0; k < Order; k++)
        {
            ReadOnlySpan<double> row = _rows[_pivots[k]].AsSpan(0, k);
            y[k] = (c[_pivots[k]] - TensorPrimitives.Dot(row, y.AsSpan(0, k))) / _rows[_pivots[k]][k];
        }

        var x = new double[Order];
        for (int k = Order - 1; k >= 0; k--)
        {
            double[] row = _rows[_pivots[k]];
            double value = y[k] / row[k];
            x[_pivots[k]] = value;
            Span<double> above = y.AsSpan(0, k);
            TensorPrimitives.MultiplyAdd(row.AsSpan(0, k), -value, above, above);
        }

        return x;
    }

    /// <summary>L (LᵀL)⁻¹ (LᵀL)⁻¹ Lᵀ c.</summary>
    private double[] SolveSingular(ReadOnlySpan<double> c, Workers workers)
    {
        int rank = Rank;
        if (rank == 0)
            return new double[Order];
        SymmetricMatrix products = SymmetricMatrix.Product(rank, Order, WriteTransposed, workers);
        PivotedCholesky inner = Of(products, shift: 0, workers);

        var projected = new double[rank];
        for (int i = 0; i < Order; i++)
            TensorPrimitives.MultiplyAdd(_rows[i].AsSpan(0, rank), c[i], projected, projected);
        double[] y = inner.Solve(inner.Solve(projected, workers), workers);
        return Array.ConvertAll(_rows, row => TensorPrimitives.Dot<double>(row.AsSpan(0, rank), y));

        void WriteTransposed(int start, int count, Span<double> panel)
        {
            for (int k = 0; k < rank; k++)
                for (int i = 0; i < count; i++)
                    panel[k * count + i] = _rows[start + i][k];
        }
    }
}
