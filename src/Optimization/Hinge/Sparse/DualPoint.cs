using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Hinge.Sparse;

/// <summary>Slopes of all examples' hinges, and the weights that belong to them for a λ.</summary>
/// <remarks>
/// <code>
/// L(a) = m Σᵢ wᵢ Σⱼ aᵢⱼ − λ‖W‖² + bᵀr − κ/2 ‖r‖²,   0 ≤ aᵢⱼ ≤ 1,   aᵢᵧ = 0
/// W    = −Σᵢ gᵢ xᵢᵀ / 2λ,   r = Σᵢ gᵢ,   gᵢⱼ = wᵢ aᵢⱼ and gᵢᵧ = −wᵢ Σⱼ aᵢⱼ
/// ∂L/∂aᵢⱼ = wᵢ vᵢⱼ,   vᵢⱼ = m + sᵢⱼ − sᵢᵧ,   s = W x + b − κ r
/// </code>
/// The dual of the SVM, with an augmented Lagrangian for r = 0, which the unpenalized biases ask for; its multipliers are the
/// biases: Bertsekas, Constrained Optimization and Lagrange Multiplier Methods (1982), chapter 2.
/// </remarks>
internal sealed class DualPoint
{
    /// <summary>κ as a share of the mean ‖x‖² / 2λ: enough to balance the classes, and hardly in the way of steps.</summary>
    private const double PenaltyOfImbalance = 0.1;

    /// <summary>The least κ, in margins a sum of weights: under a strong penalty scores are biases and little else.</summary>
    private const double LeastPenaltyOfImbalance = 4;

    /// <summary>v of the label itself: its slope stays 0.</summary>
    private const double OfLabel = -double.MaxValue / 4;

    private readonly int[] _targets;
    private readonly float[] _rowWeights;
    private readonly double[] _gradient;
    private readonly double _meanSquare;
    private readonly double _totalWeight;

    /// <param name="rows">x.</param>
    /// <param name="targets">y.</param>
    /// <param name="rowWeights">w.</param>
    /// <param name="classes">K.</param>
    /// <param name="margin">m.</param>
    public DualPoint(SparseRows rows, int[] targets, float[] rowWeights, int classes, double margin)
    {
        (Rows, _targets, _rowWeights, Classes, Margin) = (rows, targets, rowWeights, classes, margin);
        Slopes = new double[rows.Count * rows.Width];
        Weights = new double[rows.WeightsLength];
        Imbalance = new double[rows.Width];
        Biases = new double[rows.Width];
        _gradient = new double[rows.Width];
        _meanSquare = TensorPrimitives.Sum<double>(rows.Squares) / rows.Count;
        _totalWeight = TensorPrimitives.Sum(rowWeights);
    }

    public SparseRows Rows { get; }

    public int Classes { get; }

    /// <summary>m.</summary>
    public double Margin { get; }

    /// <summary>λ; none yet at first.</summary>
    public double L2Regularization { get; private set; }

    /// <summary>a, examples × width.</summary>
    public double[] Slopes { get; }

    /// <summary>W, as the rows want it.</summary>
    public double[] Weights { get; }

    /// <summary>r.</summary>
    public double[] Imbalance { get; }

    /// <summary>b.</summary>
    public double[] Biases { get; }

    /// <summary>κ.</summary>
    public double Kappa { get; private set; }

    /// <summary>λ‖W‖².</summary>
    public double Penalty => L2Regularization * TensorPrimitives.SumOfSquares<double>(Weights);

    /// <summary>L.</summary>
    public double Value => Gain() - Penalty + TensorPrimitives.Dot<double>(Biases, Imbalance) - Kappa / 2 * TensorPrimitives.SumOfSquares<double>(Imbalance);

    public int Target(int row) => _targets[row];

    public double RowWeight(int row) => _rowWeights[row];

    /// <summary>a of an example.</summary>
    public Span<double> SlopesOf(int row) => Slopes.AsSpan(row * Rows.Width, Rows.Width);

    /// <summary>The curvature of L by one of an example's slopes, over its w.</summary>
    public double Curvature(int row) => _rowWeights[row] * (Rows.Squares[row] / (2 * L2Regularization) + Kappa);

    /// <summary>From one λ to another, the slopes staying.</summary>
    public void MoveTo(double l2Regularization)
    {
        if (L2Regularization > 0)
            TensorPrimitives.Multiply(Weights, L2Regularization / l2Regularization, Weights);
        L2Regularization = l2Regularization;
        Kappa = Math.Max(PenaltyOfImbalance * _meanSquare / (2 * l2Regularization), LeastPenaltyOfImbalance * Margin / _totalWeight);
    }

    /// <summary>Back to a = 0.</summary>
    public void Clear()
    {
        Array.Clear(Slopes);
        Array.Clear(Weights);
        Array.Clear(Imbalance);
        Array.Clear(Biases);
    }

    /// <summary>v of an example; so low for its label and what fills up the width that slopes there stay 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Violations(int row, Span<double> violations)
    {
        for (int k = 0; k < violations.Length; k += Vector<double>.Count)
            (new Vector<double>(Biases, k) - Kappa * new Vector<double>(Imbalance, k)).CopyTo(violations[k..]);
        Rows.AddScores(row, Weights, violations);
        int y = _targets[row];
        var least = new Vector<double>(violations[y] - Margin);
        for (int k = 0; k < violations.Length; k += Vector<double>.Count)
            (new Vector<double>(violations[k..]) - least).CopyTo(violations[k..]);
        violations[y] = OfLabel;
        violations[Classes..].Fill(OfLabel);
    }

    /// <summary>Gives an example other slopes: a ← clip(c − S, 0, 1).</summary>
    /// <param name="row">The example.</param>
    /// <param name="wanted">c.</param>
    /// <param name="sum">S.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Change(int row, ReadOnlySpan<double> wanted, double sum = 0)
    {
        Span<double> slopes = SlopesOf(row);
        var total = Vector<double>.Zero;
        bool isSame = true;
        for (int k = 0; k < slopes.Length; k += Vector<double>.Count)
        {
            var before = new Vector<double>(slopes[k..]);
            Vector<double> a = Vector.Min(Vector.Max(new Vector<double>(wanted[k..]) - new Vector<double>(sum), Vector<double>.Zero), Vector<double>.One);
            Vector<double> g = (a - before) * _rowWeights[row];
            isSame &= Vector.EqualsAll(a, before);
            total += g;
            a.CopyTo(slopes[k..]);
            g.CopyTo(_gradient, k);
        }

        if (isSame)
            return;
        _gradient[_targets[row]] = -Vector.Sum(total);
        double factor = -1 / (2 * L2Regularization);
        for (int k = 0; k < _gradient.Length; k += Vector<double>.Count)
        {
            var g = new Vector<double>(_gradient, k);
            (new Vector<double>(Imbalance, k) + g).CopyTo(Imbalance, k);
            (factor * g).CopyTo(_gradient, k);
        }

        Rows.Add(row, _gradient, Weights);
    }

    /// <summary>Turns an example's slopes, or changes of them, into g.</summary>
    /// <returns>Whether one is not 0.</returns>
    public bool ToGradient(int row, Span<double> slopes)
    {
        if (TensorPrimitives.MaxMagnitude<double>(slopes) == 0)
            return false;
        TensorPrimitives.Multiply(slopes, _rowWeights[row], slopes);
        slopes[_targets[row]] = -TensorPrimitives.Sum<double>(slopes);
        return true;
    }

    /// <summary>b ← b − κ r.</summary>
    public void UpdateBiases() => TensorPrimitives.MultiplyAdd(Imbalance, -Kappa, Biases, Biases);

    /// <summary>m Σᵢ wᵢ Σⱼ aᵢⱼ.</summary>
    private double Gain()
    {
        double sum = 0;
        for (int row = 0; row < Rows.Count; row++)
            sum += _rowWeights[row] * TensorPrimitives.Sum<double>(SlopesOf(row));
        return Margin * sum;
    }
}
