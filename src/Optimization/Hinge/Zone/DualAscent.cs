using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Hinge.Bounds;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>Raises the dual of the multiclass SVM, a row after the other, each exactly: what makes a certificate tight.</summary>
/// <remarks>
/// <code>
/// q  = w (‖x‖² / 2λ + κ)
/// vⱼ = m + sⱼ − s_y,   s = W x + b − κ Σᵢ Gᵢ,   W = −Σᵢ Gᵢ xᵢᵀ / 2λ;   after each epoch b ← b − κ Σᵢ Gᵢ
/// </code>
/// Dual coordinate ascent by blocks, <see cref="BlockAscent{T}"/>. The constraint Σᵢ Gᵢ = 0 that the free bias makes is kept by
/// an augmented Lagrangian with the multipliers b: Bertsekas, Constrained Optimization and Lagrange Multiplier Methods (1982),
/// chapter 2. Rows follow each other, so one thread does it.
/// </remarks>
internal sealed class DualAscent
{
    /// <summary>κ as a share of the mean ‖x‖² / 2λ: enough to balance the classes, and hardly in the way of steps.</summary>
    private const float PenaltyOfImbalance = 0.1f;

    private const int RowsToEstimate = 256;
    private const int RowsAtOnce = 64;
    private const float Precision = 1e-6f;

    private readonly DenseMatrix _features;
    private readonly int[] _targets;
    private readonly float[] _rowWeights;
    private readonly float _margin;
    private readonly int _outputs;
    private readonly float[] _inverses;
    private readonly float[] _scaled;
    private readonly float[] _scores;
    private readonly float[] _shifts;
    private readonly float[] _weights;
    private readonly float[] _biases;
    private readonly float[] _imbalances;
    private float _kappa;

    /// <param name="features">x̃.</param>
    /// <param name="targets">y.</param>
    /// <param name="rowWeights">w / Σw.</param>
    /// <param name="outputs">K.</param>
    /// <param name="margin">m.</param>
    public DualAscent(DenseMatrix features, int[] targets, float[] rowWeights, int outputs, float margin)
    {
        (_features, _targets, _rowWeights, _outputs, _margin) = (features, targets, rowWeights, outputs, margin);
        _inverses = new float[features.Columns];
        _scaled = new float[features.Columns];
        _weights = new float[outputs * features.Columns];
        _scores = new float[outputs];
        _shifts = new float[outputs];
        _biases = new float[outputs];
        _imbalances = new float[outputs];
    }

    /// <summary>Begins at slopes.</summary>
    /// <param name="sums">Σᵢ Gᵢ xᵢᵀ by outputs, then Σᵢ Gᵢ.</param>
    /// <param name="parameters">W and b of the primal; b counts.</param>
    /// <param name="penaltySlopes">2λ̃ of each column.</param>
    public void Start(float[] sums, float[] parameters, ReadOnlySpan<float> penaltySlopes)
    {
        int columns = _features.Columns;
        for (int f = 0; f < columns; f++)
            _inverses[f] = 1 / penaltySlopes[f];
        for (int k = 0; k < _outputs; k++)
        {
            Span<float> w = _weights.AsSpan(k * columns, columns);
            TensorPrimitives.Multiply(sums.AsSpan(k * columns, columns), _inverses, w);
            TensorPrimitives.Negate(w, w);
        }

        sums.AsSpan(_outputs * columns).CopyTo(_imbalances);
        parameters.AsSpan(_outputs * columns).CopyTo(_biases);
        int count = Math.Min(RowsToEstimate, _features.Rows);
        double squares = 0;
        for (int i = 0; i < count; i++)
            squares += SquareOf((int)((long)i * _features.Rows / count));
        _kappa = (float)(PenaltyOfImbalance * squares / count);
    }

    /// <summary>Visits rows.</summary>
    /// <param name="rows">Which, and in what order.</param>
    /// <param name="slopes">a of all rows, rows × classes; improved.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public void Visit(ReadOnlySpan<int> rows, float[] slopes, CancellationToken cancellationToken)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % RowsAtOnce == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Visit(rows[i], slopes.AsSpan(rows[i] * _outputs, _outputs));
        }

        TensorPrimitives.MultiplyAdd(_imbalances, -_kappa, _biases, _biases);
    }

    private void Visit(int row, Span<float> a)
    {
        float weight = _rowWeights[row];
        int y = _targets[row];
        float q = weight * (SquareOf(row) + _kappa);
        if (!(q > 0 && float.IsFinite(1 / q)))
            return;
        TensorPrimitives.MultiplyAdd(_imbalances, -_kappa, _biases, _shifts);
        Score(_features.Row(row));
        TensorPrimitives.Subtract(_scores, _scores[y] - _margin, _scores);
        TensorPrimitives.Multiply(_scores, 1 / q, _scores);
        TensorPrimitives.Add(_scores, a, _scores);

        // So low that its own class stays at 0.
        _scores[y] = float.NegativeInfinity;
        float sum = BlockAscent<float>.SumOfChanges(_scores, a, Precision);
        float total = 0;
        for (int j = 0; j < a.Length; j++)
        {
            float change = BlockAscent<float>.Clip(_scores[j] - sum) - a[j];
            a[j] += change;
            total += change;
            if (change != 0)
                Add(j, weight * change);
        }

        if (total != 0)
            Add(y, -weight * total);
    }

    /// <summary>s of one row: a product of so few numbers is no work for a kernel that packs them.</summary>
    private void Score(ReadOnlySpan<float> x)
    {
        ReadOnlySpan<float> weights = _weights;
        for (int k = 0; k < _scores.Length; k++)
            _scores[k] = _shifts[k] + TensorPrimitives.Dot(weights.Slice(k * x.Length, x.Length), x);
    }

    /// <summary>‖x‖² / 2λ; leaves x / 2λ̃ behind.</summary>
    private float SquareOf(int row)
    {
        ReadOnlySpan<float> x = _features.Row(row);
        TensorPrimitives.Multiply(x, _inverses, _scaled);
        return TensorPrimitives.Dot<float>(x, _scaled);
    }

    /// <summary>G of the row just visited grows by so much for a class.</summary>
    private void Add(int k, float change)
    {
        Span<float> w = _weights.AsSpan(k * _features.Columns, _features.Columns);
        TensorPrimitives.MultiplyAdd(_scaled, -change, w, w);
        _imbalances[k] += change;
    }
}
