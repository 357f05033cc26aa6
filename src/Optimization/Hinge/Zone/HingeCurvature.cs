using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>
/// What the smoothed hinge's Hessian is about: for each class the block of its weights and bias, from some of the rows with a
/// pair in the smoothed zone that concerns the class. Where there is no room for that, one block stands for all classes, their
/// mean.
/// </summary>
/// <remarks>
/// <code>
/// Aₖ = Σᵢ cᵢₖ x̃ᵢ x̃ᵢᵀ + 2 diag(λ̃) + ridge,   x̃ with a 1 behind it for the bias
/// cᵢₖ = wᵢ/δ · (1 for k ≠ yᵢ with the pair (i, k) in the zone; for k = yᵢ how many pairs of i are)
/// </code>
/// The bias is eliminated: (Σ c x̃ x̃ᵀ − r rᵀ/c) is factorized, r = Σ c x̃, c = Σ c. Without the ridge directions that the rows
/// taken do not know would get steps far too long. Chapelle, Training a support vector machine in the primal, Neural Computation
/// 19 (2007), has the same Hessian.
/// </remarks>
internal sealed class HingeCurvature : IPreconditioner<float>
{
    /// <summary>Rows of a block that are worked on together, a multiple of a cache line's floats.</summary>
    private const int Strip = 64;

    private const int RowsAtOnce = 64;

    /// <summary>The ridge as a share of the mean diagonal.</summary>
    private const float Ridge = 0.1f;

    /// <summary>What is on the diagonal in any case: columns may be constant, and classes without rows.</summary>
    private const float LeastDiagonal = 1e-9f;

    private readonly DenseMatrix _features;
    private readonly int _outputs;
    private readonly int _blockCount;
    private readonly Workers _workers;
    private readonly int _columns;
    private readonly int _strips;
    private readonly UpperCholesky[] _blocks;
    private readonly float[][] _sums;
    private readonly float[] _totals;
    private readonly float[][] _factors;
    private readonly Action<int, int> _addProducts;
    private readonly Action<int, int> _factorize;
    private readonly Action<int, int> _solve;
    private readonly float[] _vector;
    private ZoneRows? _zone;
    private float[] _penaltySlopes = [];

    /// <param name="features">x̃.</param>
    /// <param name="outputs">K.</param>
    /// <param name="blocks">K, or 1.</param>
    /// <param name="workers">The threads; the bits do not depend on how many.</param>
    public HingeCurvature(DenseMatrix features, int outputs, int blocks, Workers workers)
    {
        (_features, _outputs, _blockCount, _workers, _columns) = (features, outputs, blocks, workers, features.Columns);
        _strips = (_columns + Strip - 1) / Strip;
        _blocks = new UpperCholesky[blocks];
        _sums = new float[blocks][];
        for (int k = 0; k < blocks; k++)
            (_blocks[k], _sums[k]) = (new UpperCholesky(_columns), new float[_columns]);
        _totals = new float[blocks];
        _factors = new float[blocks * _strips][];
        _vector = new float[outputs * (_columns + 1)];
        (_addProducts, _factorize, _solve) = (AddProducts, Factorize, Solve);
    }

    /// <summary>Takes the blocks from rows.</summary>
    /// <param name="zone">The rows of each block.</param>
    /// <param name="penaltySlopes">2λ̃ of each column.</param>
    public void Set(ZoneRows zone, float[] penaltySlopes)
    {
        (_zone, _penaltySlopes) = (zone, penaltySlopes);
        _workers.Run(_blockCount * _strips, 1, _workers.Count, _addProducts);
        _workers.Run(_blockCount, 1, _workers.Count, _factorize);
    }

    /// <inheritdoc/>
    public void Solve(Span<float> v)
    {
        v.CopyTo(_vector);
        _workers.Run(_outputs, 1, _workers.Count, _solve);
        _vector.CopyTo(v);
    }

    /// <summary>Strips of blocks, those of all blocks in turn, so that long and short ones mix.</summary>
    private void AddProducts(int start, int end)
    {
        for (int unit = start; unit < end; unit++)
        {
            int k = unit % _blockCount;
            int top = unit / _blockCount * Strip;
            int height = Math.Min(Strip, _columns - top);
            ReadOnlySpan<int> rows = _zone!.Rows(k);
            ReadOnlySpan<float> weights = _zone.Weights(k);
            Span<float> factors = _factors[unit] ??= new float[RowsAtOnce * Strip];
            Span<float> products = _blocks[k].Entries.Slice(top * _columns, height * _columns);
            Span<float> sums = _sums[k].AsSpan(top, height);
            products.Clear();
            sums.Clear();
            for (int first = 0; first < rows.Length; first += RowsAtOnce)
            {
                _workers.CancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> some = rows.Slice(first, Math.Min(RowsAtOnce, rows.Length - first));
                for (int i = 0; i < some.Length; i++)
                {
                    Span<float> ofRow = factors.Slice(i * height, height);
                    TensorPrimitives.Multiply(_features.Row(some[i]).Slice(top, height), weights[first + i], ofRow);
                    TensorPrimitives.Add(sums, ofRow, sums);
                }

                DenseProducts.AddMultiples(
                    _features, some, factors[..(some.Length * height)], products, new ColumnRange(top, _columns - top));
            }
        }
    }

    private void Factorize(int start, int end)
    {
        for (int k = start; k < end; k++)
        {
            float total = TensorPrimitives.Sum(_zone!.Weights(k)) + LeastDiagonal;
            float trace = 0;
            for (int f = 0; f < _columns; f++)
            {
                Span<float> row = _blocks[k].Row(f);
                TensorPrimitives.MultiplyAdd(_sums[k].AsSpan(f), -_sums[k][f] / total, row, row);
                trace += row[0];
            }

            float ridge = Ridge * trace / _columns + LeastDiagonal;
            for (int f = 0; f < _columns; f++)
                _blocks[k].Row(f)[0] += _penaltySlopes[f] + ridge;
            _totals[k] = total;
            _blocks[k].Factorize(ridge, _workers.CancellationToken);
        }
    }

    private void Solve(int start, int end)
    {
        for (int k = start; k < end; k++)
        {
            Span<float> w = _vector.AsSpan(k * _columns, _columns);
            ref float bias = ref _vector[_outputs * _columns + k];
            int block = k % _blockCount;
            TensorPrimitives.MultiplyAdd(_sums[block], -bias / _totals[block], w, w);
            _blocks[block].Solve(w);
            bias = (bias - TensorPrimitives.Dot<float>(_sums[block], w)) / _totals[block];
        }
    }
}
