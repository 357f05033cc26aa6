using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>
/// The pairs of some rows with each class, as far as a search along a line needs them: the smoothed hinge is a piece of a
/// parabola in each.
/// </summary>
/// <remarks>
/// <code>
/// h(v)  = 0 for v ≤ 0,   v² / 2δ for 0 &lt; v &lt; δ,   v − δ/2 for v ≥ δ
/// φ(t)  = Σ wᵢ h(vᵢⱼ + t dᵢⱼ),   φ′(t) = Σ wᵢ a dᵢⱼ,   φ″(t) = Σ wᵢ dᵢⱼ² / δ over 0 ≤ a ≤ 1,   a = (v + t d) / δ, in φ′ clipped to [0, 1]
/// </code>
/// A row's pair with its own class has a weight of 0. Sums are made stretch by stretch and added up in order.
/// </remarks>
internal sealed class HingePairs
{
    /// <summary>What a pair of a row with its own class violates the margin by: never anything.</summary>
    public const float Never = -1e30f;

    /// <summary>Pairs summed up together.</summary>
    private const int Stretch = 1 << 12;

    /// <summary>Stretches that are worth another thread.</summary>
    private const int StretchesOfThread = 2;

    private readonly Workers _workers;
    private readonly Action<int, int> _sum;
    private readonly Action<int, int> _move;
    private double[] _slopes = [];
    private double[] _curvatures = [];

    // Of the call of the moment.
    private float _t;
    private float _steepness;

    public HingePairs(Workers workers)
    {
        _workers = workers;
        (_sum, _move) = (SumStretches, MoveStretches);
    }

    public Workers Workers => _workers;

    /// <summary>v.</summary>
    public float[] Violations { get; private set; } = [];

    /// <summary>d.</summary>
    public float[] Directions { get; private set; } = [];

    /// <summary>w, a pair each.</summary>
    public float[] Weights { get; private set; } = [];

    /// <summary>How many pairs there are.</summary>
    public int Length { get; private set; }

    private int Stretches => (Length + Stretch - 1) / Stretch;

    /// <summary>Makes room for as many pairs; what they were is lost where there was less.</summary>
    public void Resize(int length)
    {
        Length = length;
        if (length <= Violations.Length)
            return;
        int capacity = Math.Max(length, (int)Math.Min(2L * Violations.Length, Array.MaxLength));
        (Violations, Directions, Weights) = (new float[capacity], new float[capacity], new float[capacity]);
        (_slopes, _curvatures) = (new double[capacity / Stretch + 1], new double[capacity / Stretch + 1]);
    }

    /// <summary>φ′(t) and φ″(t).</summary>
    public (double Slope, double Curvature) Along(double t, float smoothing)
    {
        (_t, _steepness) = ((float)t, 1 / smoothing);
        _workers.Run(Stretches, 1, Stretches / StretchesOfThread, _sum);
        return (TensorPrimitives.Sum<double>(_slopes.AsSpan(0, Stretches)), TensorPrimitives.Sum<double>(_curvatures.AsSpan(0, Stretches)));
    }

    /// <summary>v ← v + t d.</summary>
    public void Move(double t)
    {
        _t = (float)t;
        _workers.Run(Stretches, 1, Stretches / StretchesOfThread, _move);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumStretches(int start, int end)
    {
        for (int stretch = start; stretch < end; stretch++)
        {
            Range range = RangeOf(stretch, stretch + 1);
            ReadOnlySpan<float> violations = Violations.AsSpan(range);
            ReadOnlySpan<float> directions = Directions.AsSpan(range);
            ReadOnlySpan<float> weights = Weights.AsSpan(range);
            ReadOnlySpan<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(violations);
            ReadOnlySpan<Vector<float>> d = MemoryMarshal.Cast<float, Vector<float>>(directions);
            ReadOnlySpan<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights);
            Vector<float> slopes = default;
            Vector<float> curvatures = default;
            for (int i = 0; i < v.Length; i++)
            {
                Vector<float> a = (v[i] + _t * d[i]) * _steepness;
                Vector<float> clipped = Vector.Min(Vector.Max(a, Vector<float>.Zero), Vector<float>.One);
                Vector<float> weighted = w[i] * d[i];
                slopes += clipped * weighted;
                curvatures += Vector.ConditionalSelect(Vector.Equals(a, clipped), weighted * d[i], Vector<float>.Zero);
            }

            double slope = Vector.Sum(slopes);
            double curvature = Vector.Sum(curvatures);
            for (int i = v.Length * Vector<float>.Count; i < violations.Length; i++)
            {
                float a = (violations[i] + _t * directions[i]) * _steepness;
                float clipped = Math.Clamp(a, 0, 1);
                slope += clipped * weights[i] * directions[i];
                if (a == clipped)
                    curvature += weights[i] * directions[i] * directions[i];
            }

            _slopes[stretch] = slope;
            _curvatures[stretch] = curvature * _steepness;
        }
    }

    private void MoveStretches(int start, int end)
    {
        Range range = RangeOf(start, end);
        Span<float> violations = Violations.AsSpan(range);
        TensorPrimitives.MultiplyAdd(Directions.AsSpan(range), _t, violations, violations);
    }

    private Range RangeOf(int start, int end) => (start * Stretch)..Math.Min(end * Stretch, Length);
}
