using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>
/// The joint hinge loss, its kinks smoothed around given slopes, which makes it a step of the dual's proximal point method.
/// </summary>
/// <remarks>
/// <code>
/// vⱼ      = sⱼ − s_y + m,   j ≠ y
/// h(v)    = max over 0 ≤ t ≤ 1 of  t v − δ (t − a)² / 2,   taken at t = min(1, max(0, a + v / δ))
/// ℓ(s, y) = Σ_{j≠y} h(vⱼ),   h′(v) = t,   h″(v) = 1 / δ where 0 &lt; t &lt; 1, and else 0
/// </code>
/// a is a slope of the hinge max(0, v) = max over t of t v. Minimizing the sum over the examples, then taking its slopes t for
/// the next a, is the proximal point method on the dual, or the augmented Lagrangian method: it comes to the minimum of the hinge
/// itself, without δ having to become small. Rockafellar, Augmented Lagrangians and applications of the proximal point algorithm
/// in convex programming, Math. Oper. Res. 1 (1976); for support vector machines: Yin and Li, A semismooth Newton method for
/// support vector classification and regression, Comput. Optim. Appl. 73 (2019).
/// </remarks>
internal sealed class HingeBlockLoss : ClassBlockLoss
{
    private readonly double _margin;
    private readonly double[] _slopes;

    public HingeBlockLoss(DesignMatrix design, int[] targets, int classes, float[] weights, double margin)
        : base(design, targets, classes, weights)
    {
        _margin = margin;
        _slopes = new double[design.Length(classes)];
        Centers = new HingeCenters(design, classes);
    }

    private HingeBlockLoss(DesignMatrix design, HingeBlockLoss other, int[] rows)
        : base(design, other, rows)
    {
        _margin = other._margin;
        Smoothing = other.Smoothing;
        _slopes = Gather(other._slopes, other.Design, other.Outputs, rows);
        Centers = new HingeCenters(design, classes: 0);
    }

    public override double LargestCurvature => 1 / Smoothing;

    /// <summary>That of the hinge itself.</summary>
    public override double ValueAtZero => TotalWeight * (Outputs - 1) * _margin;

    /// <summary>δ.</summary>
    public double Smoothing { get; set; }

    /// <summary>The least w.</summary>
    public double LeastWeight => TensorPrimitives.Min<double>(Weights.AsSpan(0, Design.Rows));

    /// <summary>a.</summary>
    public HingeCenters Centers { get; }

    /// <summary>m.</summary>
    public double Margin => _margin;

    /// <summary>A copy of t of all pairs.</summary>
    public double[] CopySlopes() => (double[])_slopes.Clone();

    /// <summary>a ← t.</summary>
    public void Recenter() => Centers.Set(_slopes);

    /// <summary>t of a block, times w, the label's own 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WeightedSlopes(int block, Span<double> slopes)
    {
        ReadOnlySpan<double> pairs = _slopes.AsSpan(Design.Offset(block, Outputs), slopes.Length);
        for (int k = 0; k < Outputs; k++)
        {
            for (int i = 0; i < Length; i += Vector<double>.Count)
            {
                Vector<long> isLabel = Vector.Equals(new Vector<double>(Labels, block * Length + i), new Vector<double>(k));
                Vector<double> slope = new Vector<double>(Weights, block * Length + i) * new Vector<double>(pairs[(k * Length + i)..]);
                Vector.ConditionalSelect(isLabel, Vector<double>.Zero, slope).CopyTo(slopes[(k * Length + i)..]);
            }
        }
    }

    public override bool SelectsExactly => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int[] ActiveRows()
    {
        var rows = new List<int>();
        var isWithin = new long[Length];
        for (int block = 0; block < Design.Blocks; block++)
        {
            int start = block * Length;
            ReadOnlySpan<double> pairs = _slopes.AsSpan(Design.Offset(block, Outputs), Length * Outputs);
            for (int i = 0; i < Length; i += Vector<double>.Count)
            {
                var y = new Vector<double>(Labels, start + i);
                Vector<long> any = Vector<long>.Zero;
                for (int k = 0; k < Outputs; k++)
                    any |= Vector.AndNot(IsWithin(new Vector<double>(pairs[(k * Length + i)..])), Vector.Equals(y, new Vector<double>(k)));
                any.CopyTo(isWithin, i);
            }

            for (int i = 0; i < Length && start + i < Design.Rows; i++)
                if (isWithin[i] != 0)
                    rows.Add(start + i);
        }

        return [.. rows];
    }

    public override BlockLoss Select(DesignMatrix design, int[] rows) => new HingeBlockLoss(design, this, rows);

    /// <summary>y of an example.</summary>
    public int Label(int row) => (int)Labels[row];

    /// <summary>w of an example.</summary>
    public double Weight(int row) => Weights[row];

    /// <summary>Σ wᵢ Σ_{j≠y} max(0, vⱼ) of a block, all scores multiplied by a number.</summary>
    /// <param name="block">Which.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="scale">The number.</param>
    /// <param name="slope">Receives the derivative by it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Exact(int block, ReadOnlySpan<double> scores, double scale, out double slope)
    {
        int start = block * Length;
        var margin = new Vector<double>(_margin);
        var factor = new Vector<double>(scale);
        Vector<double> total = Vector<double>.Zero;
        Vector<double> change = Vector<double>.Zero;
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            Vector<double> right = OfLabels(scores, start, i);
            Vector<double> sum = Vector<double>.Zero;
            Vector<double> rise = Vector<double>.Zero;
            var y = new Vector<double>(Labels, start + i);
            for (int k = 0; k < Outputs; k++)
            {
                Vector<double> difference = new Vector<double>(scores[(k * Length + i)..]) - right;
                Vector<double> v = Vector.MultiplyAddEstimate(factor, difference, margin);
                var counts = Vector.GreaterThan(v, Vector<double>.Zero) & ~Vector.Equals(y, new Vector<double>(k));
                sum += Vector.ConditionalSelect(counts, v, Vector<double>.Zero);
                rise += Vector.ConditionalSelect(counts, difference, Vector<double>.Zero);
            }

            var w = new Vector<double>(Weights, start + i);
            total += w * sum;
            change += w * rise;
        }

        slope = Vector.Sum(change);
        return Vector.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(int block, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        int start = block * Length;
        int offset = Design.Offset(block, Outputs);
        ReadOnlySpan<double> centers = Centers.Values.AsSpan(offset, scores.Length);
        Span<double> pairs = _slopes.AsSpan(offset, scores.Length);
        var margin = new Vector<double>(_margin);
        var steepness = new Vector<double>(1 / Smoothing);
        var half = new Vector<double>(Smoothing / 2);
        Vector<double> total = Vector<double>.Zero;
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            var y = new Vector<double>(Labels, start + i);
            var w = new Vector<double>(Weights, start + i);
            Vector<double> threshold = OfLabels(scores, start, i) - margin;
            Vector<double> sum = Vector<double>.Zero;
            Vector<double> slope = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                var isLabel = Vector.Equals(y, new Vector<double>(k));
                Vector<double> v = new Vector<double>(scores[(k * Length + i)..]) - threshold;
                Vector<double> a = new(centers[(k * Length + i)..]);
                Vector<double> t = Vector.Min(Vector.Max(a + v * steepness, Vector<double>.Zero), Vector<double>.One);
                t.CopyTo(pairs[(k * Length + i)..]);
                t = Vector.ConditionalSelect(isLabel, Vector<double>.Zero, t);
                sum += Vector.ConditionalSelect(isLabel, Vector<double>.Zero, t * v - half * (t - a) * (t - a));
                slope += t;
                (w * t).CopyTo(slopes[(k * Length + i)..]);
            }

            total += w * sum;
            SetLabels(slopes, start, i, -w * slope);
        }

        return Vector.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyHessian(int block, ReadOnlySpan<double> direction, Span<double> result)
    {
        int start = block * Length;
        ReadOnlySpan<double> pairs = _slopes.AsSpan(Design.Offset(block, Outputs), direction.Length);
        var steepness = new Vector<double>(1 / Smoothing);
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            Vector<double> right = OfLabels(direction, start, i);
            Vector<double> curvature = steepness * new Vector<double>(Weights, start + i);
            Vector<double> sum = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                // For the label itself the difference is 0.
                Vector<double> h = curvature * (new Vector<double>(direction[(k * Length + i)..]) - right);
                h = Vector.ConditionalSelect(IsWithin(new Vector<double>(pairs[(k * Length + i)..])), h, Vector<double>.Zero);
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
        ReadOnlySpan<double> pairs = _slopes.AsSpan(Design.Offset(block, Outputs), curvatures.Length);
        var steepness = new Vector<double>(1 / Smoothing);
        for (int i = 0; i < Length; i += Vector<double>.Count)
        {
            var y = new Vector<double>(Labels, start + i);
            Vector<double> curvature = steepness * new Vector<double>(Weights, start + i);
            Vector<double> sum = Vector<double>.Zero;
            for (int k = 0; k < Outputs; k++)
            {
                Vector<long> isLabel = Vector.Equals(y, new Vector<double>(k));
                Vector<long> counts = Vector.AndNot(IsWithin(new Vector<double>(pairs[(k * Length + i)..])), isLabel);
                Vector<double> c = Vector.ConditionalSelect(counts, curvature, Vector<double>.Zero);
                sum += c;
                c.CopyTo(curvatures[(k * Length + i)..]);
            }

            for (int k = 0; k < Outputs; k++)
            {
                Span<double> c = curvatures[(k * Length + i)..];
                Vector.ConditionalSelect(Vector.Equals(y, new Vector<double>(k)), sum, new Vector<double>(c)).CopyTo(c);
            }
        }
    }

    public override void PairCurvatures(int block, int k, int l, Span<double> curvatures)
    {
        int offset = Design.Offset(block, Outputs);
        for (int i = 0; i < Length; i++)
        {
            int y = (int)Labels[block * Length + i];
            int other = y == k ? l : y == l ? k : -1;
            bool isCurved = other >= 0 && _slopes[offset + other * Length + i] is > 0 and < 1;
            curvatures[i] = isCurved ? Weights[block * Length + i] / Smoothing : 0;
        }
    }

    /// <summary>Adds Σᵢ wᵢ ∂²ℓᵢ/∂sₖ∂sₗ, K × K.</summary>
    public void AddBiasHessian(Span<double> hessian)
    {
        // Those of class y for class k, w / δ each.
        var pairs = new double[Outputs * Outputs];
        for (int block = 0; block < Design.Blocks; block++)
        {
            ReadOnlySpan<double> labels = Labels.AsSpan(block * Length, Length);
            ReadOnlySpan<double> weights = Weights.AsSpan(block * Length, Length);
            for (int k = 0; k < Outputs; k++)
            {
                ReadOnlySpan<double> slopes = _slopes.AsSpan(Design.Offset(block, Outputs) + k * Length, Length);
                for (int i = 0; i < slopes.Length; i++)
                    if (slopes[i] is > 0 and < 1)
                        pairs[(int)labels[i] * Outputs + k] += weights[i];
            }
        }

        for (int y = 0; y < Outputs; y++)
        {
            for (int k = 0; k < Outputs; k++)
            {
                double curvature = pairs[y * Outputs + k] / Smoothing;
                if (k == y || curvature == 0)
                    continue;
                hessian[k * (Outputs + 1)] += curvature;
                hessian[y * (Outputs + 1)] += curvature;
                hessian[k * Outputs + y] -= curvature;
                hessian[y * Outputs + k] -= curvature;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> IsWithin(Vector<double> slopes) =>
        Vector.GreaterThan(slopes, Vector<double>.Zero) & Vector.LessThan(slopes, Vector<double>.One);
}
