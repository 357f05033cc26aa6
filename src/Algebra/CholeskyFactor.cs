using System.Numerics.Tensors;

namespace MLExtensions.Algebra;

/// <summary>S = L Lᵀ of a positive semidefinite S, which may be singular up to rounding.</summary>
/// <remarks>Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 4.2.</remarks>
internal sealed class CholeskyFactor
{
    /// <summary>What is left of a diagonal entry, as a share of it, below which it is rounding.</summary>
    private const double Negligible = 1e-14;

    private readonly double[] _entries;
    private readonly int _order;

    /// <param name="entries">S, of which the lower triangle counts, by rows; overwritten.</param>
    /// <param name="order">Its order.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public CholeskyFactor(double[] entries, int order, CancellationToken cancellationToken)
    {
        _entries = entries;
        _order = order;
        for (int i = 0; i < order; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<double> row = entries.AsSpan(i * order, order);
            double diagonal = row[i];
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> other = entries.AsSpan(j * order, j);
                row[j] = (row[j] - TensorPrimitives.Dot(row[..j], other)) / entries[j * order + j];
            }

            // Of a row that depends on those before only rounding is left; of one of zeros nothing.
            double left = diagonal - TensorPrimitives.SumOfSquares<double>(row[..i]);
            row[i] = diagonal > 0 ? Math.Sqrt(Math.Max(left, Negligible * diagonal)) : 1;
        }
    }

    /// <summary>v ← S⁻¹ v.</summary>
    public void Solve(Span<double> v)
    {
        for (int i = 0; i < _order; i++)
            v[i] = (v[i] - TensorPrimitives.Dot<double>(_entries.AsSpan(i * _order, i), v[..i])) / _entries[i * _order + i];
        for (int i = _order - 1; i >= 0; i--)
        {
            v[i] /= _entries[i * _order + i];
            TensorPrimitives.MultiplyAdd(_entries.AsSpan(i * _order, i), -v[i], v[..i], v[..i]);
        }
    }
}
