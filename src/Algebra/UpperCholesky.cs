using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Algebra;

/// <summary>A = UᵀU in single precision, U upper triangular by rows: fast, and close enough for a preconditioner.</summary>
/// <remarks>
/// Panel by panel of rows: Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 4.2.6. What the rows below a panel
/// lose to it is a sum of multiples of rows, at the speed of the kernels for that.
/// </remarks>
internal sealed class UpperCholesky
{
    /// <summary>Rows of a panel, a multiple of a cache line's floats.</summary>
    private const int PanelRows = 64;

    private readonly int _order;
    private readonly float[] _entries;
    private readonly DenseMatrix _rows;
    private readonly int[] _panel = new int[PanelRows];
    private readonly float[] _factors = new float[PanelRows * PanelRows];

    public UpperCholesky(int order)
    {
        _order = order;
        _entries = GC.AllocateArray<float>(order * order, pinned: true);
        _rows = DenseMatrix.Of(_entries, order, order);
    }

    /// <summary>All rows, of which only what is not left of the diagonal counts.</summary>
    public Span<float> Entries => _entries;

    /// <summary>A row from the diagonal on: of A, and of U after <see cref="Factorize"/>.</summary>
    public Span<float> Row(int row) => _entries.AsSpan(row * _order + row, _order - row);

    /// <summary>Turns A into U.</summary>
    /// <param name="least">What a square on U's diagonal is raised to where rounding has left less; positive.</param>
    /// <param name="cancellationToken">Looked at between panels.</param>
    public void Factorize(float least, CancellationToken cancellationToken)
    {
        for (int start = 0; start < _order; start += PanelRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(start + PanelRows, _order);
            for (int k = start; k < end; k++)
            {
                Span<float> row = Row(k);
                float diagonal = MathF.Sqrt(MathF.Max(row[0], least));
                TensorPrimitives.Divide(row, diagonal, row);
                row[0] = diagonal;
                for (int i = k + 1; i < end; i++)
                {
                    Span<float> below = Row(i);
                    TensorPrimitives.MultiplyAdd(row[(i - k)..], -row[i - k], below, below);
                }
            }

            SubtractPanel(start, end);
        }
    }

    /// <summary>v ← A⁻¹ v, by Uᵀ z = v and U x = z.</summary>
    public void Solve(Span<float> v)
    {
        for (int k = 0; k < _order; k++)
        {
            ReadOnlySpan<float> row = Row(k);
            v[k] /= row[0];
            Span<float> below = v[(k + 1)..];
            TensorPrimitives.MultiplyAdd(row[1..], -v[k], below, below);
        }

        for (int k = _order - 1; k >= 0; k--)
        {
            ReadOnlySpan<float> row = Row(k);
            v[k] = (v[k] - TensorPrimitives.Dot(row[1..], v[(k + 1)..])) / row[0];
        }
    }

    /// <summary>Takes from the rows below a panel what it has to do with them.</summary>
    private void SubtractPanel(int start, int end)
    {
        Span<int> panel = _panel.AsSpan(0, end - start);
        for (int k = 0; k < panel.Length; k++)
            panel[k] = start + k;
        for (int top = end; top < _order; top += PanelRows)
        {
            int height = Math.Min(PanelRows, _order - top);
            Span<float> factors = _factors.AsSpan(0, panel.Length * height);
            for (int k = 0; k < panel.Length; k++)
                TensorPrimitives.Negate(_entries.AsSpan((start + k) * _order + top, height), factors.Slice(k * height, height));
            DenseProducts.AddMultiples(
                _rows, panel, factors, _entries.AsSpan(top * _order, height * _order), new ColumnRange(top, _order - top));
        }
    }
}
