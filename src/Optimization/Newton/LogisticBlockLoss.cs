using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>The logistic loss of one score for two classes, without losing what is small beside 1.</summary>
/// <remarks>
/// <code>
/// z = y s,   y = ±1,   e = exp(−|z|)
/// ℓ(s, y) = log(1 + exp(−z)) = max(0, −z) + log(1 + e)
/// ℓ′ = −y q,   ℓ″ = q (1 − q) = e / (1 + e)²,   q = 1 / (1 + exp(z))
/// </code>
/// It is the softmax of the scores −s/2 and s/2.
/// </remarks>
internal sealed class LogisticBlockLoss : BlockLoss
{
    private readonly double[] _signs;
    private readonly double[] _curvatures;

    /// <param name="design">The examples.</param>
    /// <param name="targets">1 where y is 1, 0 where it is −1.</param>
    /// <param name="weights">w.</param>
    public LogisticBlockLoss(DesignMatrix design, int[] targets, float[] weights)
        : base(design, outputs: 1, weights)
    {
        _signs = new double[design.Length(1)];
        _curvatures = new double[design.Length(1)];
        for (int i = 0; i < targets.Length; i++)
            _signs[i] = 2 * targets[i] - 1;
    }

    private LogisticBlockLoss(DesignMatrix design, LogisticBlockLoss other, int[] rows)
        : base(design, other, rows)
    {
        _signs = Gather(other._signs, other.Design, 1, rows);
        _curvatures = Gather(other._curvatures, other.Design, 1, rows);
    }

    public override bool IgnoresCommonShift => false;

    public override double LargestCurvature => 0.25;

    public override double ValueAtZero => TotalWeight * Math.Log(2);

    public override bool SelectsExactly => false;

    public override ReadOnlySpan<double> ExampleCurvatures => _curvatures;

    public override int[] ActiveRows() => CurvedRows.Of(_curvatures.AsSpan(0, Design.Rows));

    public override BlockLoss Select(DesignMatrix design, int[] rows) => new LogisticBlockLoss(design, this, rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(int block, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        int start = block * Length;
        Vector<double> total = Vector<double>.Zero;
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            var w = new Vector<double>(Weights, start + i);
            var y = new Vector<double>(_signs, start + i);
            Vector<double> z = y * new Vector<double>(scores[i..]);
            Vector<double> e = Vector.Exp(-Vector.Abs(z));
            Vector<double> sum = Vector<double>.One + e;
            total += w * (Vector.Max(-z, Vector<double>.Zero) + Logarithm.OfOnePlus(e, sum));

            Vector<double> reciprocal = Vector<double>.One / sum;
            Vector<double> q = Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<double>.Zero), e, Vector<double>.One) * reciprocal;
            (w * e * reciprocal * reciprocal).CopyTo(_curvatures, start + i);
            (-w * y * q).CopyTo(slopes[i..]);
        }

        return Vector.Sum(total);
    }

    public override void MultiplyHessian(int block, ReadOnlySpan<double> direction, Span<double> result) =>
        TensorPrimitives.Multiply(_curvatures.AsSpan(block * Length, Length), direction, result);

    public override void Curvatures(int block, Span<double> curvatures) => _curvatures.AsSpan(block * Length, Length).CopyTo(curvatures);

    public override void PairCurvatures(int block, int k, int l, Span<double> curvatures) =>
        throw new NotSupportedException("There is one score.");
}
