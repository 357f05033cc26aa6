using System.Numerics;
using System.Runtime.CompilerServices;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>The softmax loss, without losing what is small beside 1.</summary>
/// <remarks>
/// <code>
/// ℓ(s, y)  = (sₘ − s_y) + log(1 + Σ_{k≠m} exp(sₖ − sₘ)),   m the class of the largest score
/// ∂ℓ/∂sₖ   = pₖ for k ≠ y,   ∂ℓ/∂s_y = −Σ_{k≠y} pₖ
/// u        = t − t_y,   ū = Σ_{k≠y} pₖ uₖ
/// (∂²ℓ/∂s² t)ₖ = pₖ (uₖ − ū) for k ≠ y, and for y minus their sum
/// </code>
/// With a weak penalty and classes that can be separated all that counts is far below 1: the minimum may be at 10⁻¹⁰ an example.
/// </remarks>
internal sealed class SoftmaxBlockLoss : ClassBlockLoss
{
    private readonly double[] _probabilities;
    private readonly double[] _curvatures;

    public SoftmaxBlockLoss(DesignMatrix design, int[] targets, int classes, float[] weights)
        : base(design, targets, classes, weights)
    {
        _probabilities = new double[design.Length(classes)];
        _curvatures = new double[design.Length(1)];
    }

    private SoftmaxBlockLoss(DesignMatrix design, SoftmaxBlockLoss other, int[] rows)
        : base(design, other, rows)
    {
        _probabilities = Gather(other._probabilities, other.Design, other.Outputs, rows);
        _curvatures = Gather(other._curvatures, other.Design, 1, rows);
    }

    public override double LargestCurvature => 0.25;

    public override double ValueAtZero => TotalWeight * Math.Log(Outputs);

    public override bool SelectsExactly => false;

    /// <summary>w; 0 for what blocks are filled up with.</summary>
    public ReadOnlySpan<double> ExampleWeights => Weights;

    /// <summary>y of a block.</summary>
    public ReadOnlySpan<double> LabelsOf(int block) => Labels.AsSpan(block * Length, Length);

    /// <summary>p of a block, where the loss was last looked at.</summary>
    public ReadOnlySpan<double> Probabilities(int block) => _probabilities.AsSpan(Design.Offset(block, Outputs), Length * Outputs);

    public override ReadOnlySpan<double> ExampleCurvatures => _curvatures;

    public override int[] ActiveRows() => CurvedRows.Of(_curvatures.AsSpan(0, Design.Rows));

    public override BlockLoss Select(DesignMatrix design, int[] rows) => new SoftmaxBlockLoss(design, this, rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(int block, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        int start = block * Length;
        Span<double> probabilities = _probabilities.AsSpan(Design.Offset(block, Outputs), scores.Length);
        Vector<double> total = Vector<double>.Zero;
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            var y = new Vector<double>(Labels, start + i);
            var w = new Vector<double>(Weights, start + i);
            Vector<double> largest = new(scores[i..]);
            Vector<double> place = Vector<double>.Zero;
            for (int k = 1; k < Outputs; k++)
            {
                Vector<double> s = new(scores[(k * Length + i)..]);
                place = Vector.ConditionalSelect(Vector.GreaterThan(s, largest), new Vector<double>(k), place);
                largest = Vector.Max(s, largest);
            }

            Vector<double> rest = Vector<double>.Zero;
            Vector<double> wrong = Vector<double>.Zero;
            Vector<double> right = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                Vector<double> s = new(scores[(k * Length + i)..]);
                Vector<double> e = Vector.Exp(s - largest);
                e.CopyTo(probabilities[(k * Length + i)..]);
                var isLabel = Vector.Equals(y, new Vector<double>(k));
                rest += Vector.ConditionalSelect(Vector.Equals(place, new Vector<double>(k)), Vector<double>.Zero, e);
                wrong += Vector.ConditionalSelect(isLabel, Vector<double>.Zero, e);
                right = Vector.ConditionalSelect(isLabel, s, right);
            }

            Vector<double> sum = Vector<double>.One + rest;
            total += w * (largest - right + Logarithm.OfOnePlus(rest, sum));

            // Of the label 1 − p is known better than as that.
            Vector<double> reciprocal = Vector<double>.One / sum;
            wrong *= reciprocal;
            Vector<double> slopeOfLabel = -w * wrong;
            Vector<double> curvature = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                Vector<double> p = new Vector<double>(probabilities[(k * Length + i)..]) * reciprocal;
                p.CopyTo(probabilities[(k * Length + i)..]);
                var isLabel = Vector.Equals(y, new Vector<double>(k));
                curvature = Vector.MultiplyAddEstimate(p, Vector.ConditionalSelect(isLabel, wrong, Vector<double>.One - p), curvature);
                Vector.ConditionalSelect(isLabel, slopeOfLabel, w * p).CopyTo(slopes[(k * Length + i)..]);
            }

            (w * curvature).CopyTo(_curvatures, start + i);
        }

        return Vector.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyHessian(int block, ReadOnlySpan<double> direction, Span<double> result)
    {
        int start = block * Length;
        ReadOnlySpan<double> probabilities = _probabilities.AsSpan(Design.Offset(block, Outputs), direction.Length);
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            var y = new Vector<double>(Labels, start + i);
            var w = new Vector<double>(Weights, start + i);
            Vector<double> right = OfLabels(direction, start, i);
            Vector<double> mean = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                // For the label itself the difference is 0.
                Vector<double> u = new Vector<double>(direction[(k * Length + i)..]) - right;
                mean = Vector.MultiplyAddEstimate(new Vector<double>(probabilities[(k * Length + i)..]), u, mean);
            }

            Vector<double> sum = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                var isLabel = Vector.Equals(y, new Vector<double>(k));
                Vector<double> u = new Vector<double>(direction[(k * Length + i)..]) - right;
                Vector<double> h = w * new Vector<double>(probabilities[(k * Length + i)..]) * (u - mean);
                h = Vector.ConditionalSelect(isLabel, Vector<double>.Zero, h);
                sum += h;
                h.CopyTo(result[(k * Length + i)..]);
            }

            SetLabels(result, start, i, -sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Curvatures(int block, Span<double> curvatures)
    {
        int start = block * Length;
        ReadOnlySpan<double> probabilities = _probabilities.AsSpan(Design.Offset(block, Outputs), curvatures.Length);
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            var y = new Vector<double>(Labels, start + i);
            var w = new Vector<double>(Weights, start + i);

            // Of the label 1 − p is known better than as that.
            Vector<double> wrong = Wrong(probabilities, start, i);
            for (int k = 0; k < Outputs; k++)
            {
                Vector<double> p = new(probabilities[(k * Length + i)..]);
                Vector<double> rest = Vector.ConditionalSelect(Vector.Equals(y, new Vector<double>(k)), wrong, Vector<double>.One - p);
                (w * p * rest).CopyTo(curvatures[(k * Length + i)..]);
            }
        }
    }

    public override void PairCurvatures(int block, int k, int l, Span<double> curvatures)
    {
        int offset = Design.Offset(block, Outputs);
        for (int i = 0; i < Length; i++)
            curvatures[i] = Weights[block * Length + i] * _probabilities[offset + k * Length + i] * _probabilities[offset + l * Length + i];
    }

    /// <summary>Σ_{k≠y} pₖ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Wrong(ReadOnlySpan<double> probabilities, int start, int i)
    {
        var y = new Vector<double>(Labels, start + i);
        Vector<double> wrong = Vector<double>.Zero;
        for (int k = 0; k < Outputs; k++)
            wrong += Vector.ConditionalSelect(Vector.Equals(y, new Vector<double>(k)), Vector<double>.Zero, new Vector<double>(probabilities[(k * Length + i)..]));
        return wrong;
    }
}
