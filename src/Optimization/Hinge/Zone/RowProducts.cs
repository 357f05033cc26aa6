using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>The two products of some dense rows, shared by threads: their scores, and the sums of multiples of them.</summary>
/// <remarks>
/// The rows are cut into parts by how many there are and not by how many threads; sums are made part by part and added up in
/// order. Nothing is allocated after the first call.
/// </remarks>
internal sealed class RowProducts
{
    private const int MostParts = 16;

    /// <summary>Rows of a part at least.</summary>
    private const int FewestRows = 64;

    /// <summary>Rows after which it is looked whether to stop, and that stay in a near cache while they are multiplied.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>Multiplications that are worth another thread.</summary>
    private const long WorkOfThread = 1 << 16;

    private readonly DenseMatrix _features;
    private readonly Workers _workers;
    private readonly int _outputs;
    private readonly float[][] _sums;
    private readonly Action<int, int> _score;
    private readonly Action<int, int> _multiply;
    private readonly Action<int, int> _add;

    // Of the call of the moment.
    private int[] _rows = [];
    private int _count;
    private int _parts;
    private float[] _parameters = [];
    private float[] _factors = [];
    private float[] _target = [];

    /// <param name="features">All rows.</param>
    /// <param name="outputs">K.</param>
    /// <param name="workers">The threads.</param>
    public RowProducts(DenseMatrix features, int outputs, Workers workers)
    {
        _features = features;
        _outputs = outputs;
        _workers = workers;
        _sums = new float[MostParts][];
        for (int part = 0; part < MostParts; part++)
            _sums[part] = new float[Dimension];
        (_score, _multiply, _add) = (ScoreParts, MultiplyParts, AddParts);
    }

    /// <summary>(F + 1) K: W by outputs, then b.</summary>
    public int Dimension => (_features.Columns + 1) * _outputs;

    private int Weights => _features.Columns * _outputs;

    /// <summary>sᵢₖ = bₖ + wₖ · xᵢ.</summary>
    /// <param name="rows">The rows wanted, the first <paramref name="count"/> of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="parameters">W and b.</param>
    /// <param name="scores">Receives s, in the order of the rows.</param>
    public void Score(int[] rows, int count, float[] parameters, float[] scores)
    {
        Set(rows, count);
        (_parameters, _target) = (parameters, scores);
        _workers.Run(_parts, 1, Sharing, _score);
    }

    /// <summary>gₖ = Σᵢ aᵢₖ xᵢ, and for the bias Σᵢ aᵢₖ.</summary>
    /// <param name="rows">The rows wanted, the first <paramref name="count"/> of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="factors">a, in the order of the rows.</param>
    /// <param name="sum">Receives g.</param>
    public void Sum(int[] rows, int count, float[] factors, float[] sum)
    {
        Set(rows, count);
        (_factors, _target) = (factors, sum);
        _workers.Run(_parts, 1, Sharing, _multiply);
        _workers.Run(Dimension, Cache.Line, Sharing, _add);
    }

    private int Sharing => (int)Math.Clamp((long)_count * Dimension / WorkOfThread, 1, _workers.Count);

    private void Set(int[] rows, int count)
    {
        (_rows, _count) = (rows, count);
        _parts = Math.Clamp(count / FewestRows, 1, MostParts);
    }

    private int First(int part) => (int)((long)_count * part / _parts);

    private void ScoreParts(int start, int end)
    {
        int last = First(end);
        for (int first = First(start); first < last; first += RowsAtOnce)
        {
            _workers.CancellationToken.ThrowIfCancellationRequested();
            int some = Math.Min(RowsAtOnce, last - first);
            DenseProducts.Score(
                _features, _rows.AsSpan(first, some), _parameters.AsSpan(0, Weights), _parameters.AsSpan(Weights), _target.AsSpan(first * _outputs, some * _outputs));
        }
    }

    private void MultiplyParts(int start, int end)
    {
        for (int part = start; part < end; part++)
        {
            Span<float> sum = _sums[part];
            Span<float> biases = sum[Weights..];
            sum.Clear();
            int last = First(part + 1);
            for (int first = First(part); first < last; first += RowsAtOnce)
            {
                _workers.CancellationToken.ThrowIfCancellationRequested();
                int some = Math.Min(RowsAtOnce, last - first);
                ReadOnlySpan<float> factors = _factors.AsSpan(first * _outputs, some * _outputs);
                DenseProducts.AddMultiples(_features, _rows.AsSpan(first, some), factors, sum[..Weights], ColumnRange.All(_features.Columns));
                for (int i = 0; i < factors.Length; i += _outputs)
                    TensorPrimitives.Add(biases, factors.Slice(i, _outputs), biases);
            }
        }
    }

    private void AddParts(int start, int end)
    {
        Span<float> target = _target.AsSpan(start..end);
        _sums[0].AsSpan(start..end).CopyTo(target);
        for (int part = 1; part < _parts; part++)
            TensorPrimitives.Add(target, _sums[part].AsSpan(start..end), target);
    }
}
