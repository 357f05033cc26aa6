using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Algebra;

/// <summary>The positive eigenvalues of a positive semidefinite S, and their eigenvectors.</summary>
/// <remarks>
/// <code>
/// S = L Lᵀ; planes of L's columns are rotated until all columns are orthogonal, L V = U Σ; then S = U Σ² Uᵀ
/// ζ = (‖y‖² − ‖x‖²) / 2xᵀy,   t = sign ζ / (|ζ| + √(1 + ζ²)),   cos = 1 / √(1 + t²),   sin = t cos
/// x ← cos x − sin y,   y ← sin x + cos y
/// </code>
/// Small eigenvalues come out as precisely as large ones where they are small for the units of the columns only, which no
/// method that first makes S tridiagonal achieves. Veselić and Hari, A note on a one-sided Jacobi algorithm, Numerische
/// Mathematik 56 (1989); Demmel and Veselić, Jacobi's method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13 (1992).
/// </remarks>
internal sealed class SymmetricEigen
{
    /// <summary>The cosine between two columns up to which they count as orthogonal.</summary>
    private const double Orthogonal = 1e-14;

    /// <summary>Convergence is quadratic; from a pivoted factor it takes five to ten.</summary>
    private const int MaximumSweeps = 50;

    /// <summary>Columns below which threads cost more than they bring.</summary>
    private const int ColumnsWorthThreads = 64;

    private SymmetricEigen(double[] values, double[][] vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>σ², positive, in no order.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors of unit length, each an array.</summary>
    public double[][] Vectors { get; }

    /// <param name="matrix">S, positive semidefinite up to rounding.</param>
    /// <param name="workers">The threads; their token is looked at within each sweep.</param>
    public static SymmetricEigen Of(SymmetricMatrix matrix, Workers workers)
    {
        double[][] columns = PivotedCholesky.Of(matrix, shift: 0, workers).Columns(workers.CancellationToken);
        int sweep = 0;
        while (Sweep(columns, workers) && ++sweep < MaximumSweeps)
        {
        }

        var values = new double[columns.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            values[k] = TensorPrimitives.SumOfSquares<double>(columns[k]);
            TensorPrimitives.Divide(columns[k], Math.Sqrt(values[k]), columns[k]);
        }

        return new SymmetricEigen(values, columns);
    }

    /// <summary>Rotates each pair of columns once.</summary>
    /// <returns>False if all were orthogonal.</returns>
    private static bool Sweep(double[][] columns, Workers workers)
    {
        // As at a round-robin tournament: in each round every column meets one other, so that rounds can be shared among
        // threads without changing a bit.
        int players = columns.Length + columns.Length % 2;
        var rotated = new bool[players / 2];
        int sharing = columns.Length < ColumnsWorthThreads ? 1 : workers.Count;
        for (int round = 0; round < players - 1; round++)
        {
            workers.CancellationToken.ThrowIfCancellationRequested();
            workers.Run(players / 2, 1, sharing, (start, end) =>
            {
                for (int match = start; match < end; match++)
                {
                    int first = match == 0 ? players - 1 : (round + match) % (players - 1);
                    int second = (round - match + players - 1) % (players - 1);
                    if (Math.Max(first, second) < columns.Length)
                        rotated[match] |= Rotate(columns[Math.Min(first, second)], columns[Math.Max(first, second)]);
                }
            });
        }

        return rotated.Contains(true);
    }

    private static bool Rotate(double[] x, double[] y)
    {
        double xx = TensorPrimitives.SumOfSquares<double>(x);
        double yy = TensorPrimitives.SumOfSquares<double>(y);
        double xy = TensorPrimitives.Dot<double>(x, y);
        if (Math.Abs(xy) <= Orthogonal * Math.Sqrt(xx) * Math.Sqrt(yy))
            return false;

        double zeta = (yy - xx) / (2 * xy);
        double tan = Math.CopySign(1 / (Math.Abs(zeta) + double.Hypot(1, zeta)), zeta);
        double cos = 1 / Math.Sqrt(1 + tan * tan);
        double sin = tan * cos;
        for (int i = 0; i < x.Length; i++)
            (x[i], y[i]) = (cos * x[i] - sin * y[i], sin * x[i] + cos * y[i]);
        return true;
    }
}
