using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>
/// The joint multiclass hinge loss: every wrong class must stay a margin m below the right one. With a smoothing μ there
/// is a parabola of that width in place of each kink.
/// </summary>
/// <remarks>
/// <code>
/// vⱼ      = sⱼ − s_y + m
/// h(v)    = 0 for v ≤ 0,   v² / 2μ for 0 &lt; v &lt; μ,   v − μ/2 for v ≥ μ;      for μ = 0 it is max(0, v)
/// ℓ(s, y) = Σ_{j≠y} h(vⱼ)
/// ∂ℓ/∂sⱼ  = h′(vⱼ) for j ≠ y,   ∂ℓ/∂s_y = −Σ_{j≠y} h′(vⱼ);   h′(v) = min(1, max(0, v/μ)), at a kink 0
/// </code>
/// Weston and Watkins, Support vector machines for multi-class pattern recognition (ESANN 1999), equation 1, where the
/// margin is 2. Smoothed, the loss is lower by at most μ/2 a class, so minimizing it for falling μ, each from the last
/// one's minimum, leads to the minimum for μ = 0: Chapelle, Training a support vector machine in the primal, Neural
/// Computation 19 (2007), section 2.2 (the Huber loss); Nesterov, Smooth minimization of non-smooth functions,
/// Math. Program. 103 (2005).
/// </remarks>
internal sealed class MulticlassHingeLoss<T> : ILoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The last is within 0.0005 m of the hinge for each class near its kink.</summary>
    private static readonly double[] _smoothings = [1e-1, 1e-2, 1e-3];

    private readonly T _margin;
    private readonly T _smoothing;

    /// <param name="margin">m, positive.</param>
    public MulticlassHingeLoss(T margin)
    {
        _margin = margin;
        SmoothApproximations = Array.ConvertAll(
            _smoothings, share => new MulticlassHingeLoss<T>(margin, T.Max(margin * T.CreateChecked(share), T.Epsilon)));
    }

    /// <param name="margin">m, positive.</param>
    /// <param name="smoothing">μ, positive.</param>
    public MulticlassHingeLoss(T margin, T smoothing)
    {
        _margin = margin;
        _smoothing = smoothing;
        SmoothApproximations = [this];
    }

    /// <summary>m.</summary>
    public T Margin => _margin;

    public IReadOnlyList<ILoss<T, int>> SmoothApproximations { get; }

    /// <summary>A third of the margin: within it many kinks are crossed.</summary>
    public double ScoreUnit => double.CreateChecked(_margin) / 3;

    /// <summary>The hinge has none, and its parabolas one that depends on μ; the softmax's serves all as well.</summary>
    public double Curvature(int scores) => new SoftmaxLoss<T>().Curvature(scores);

    public double Evaluate(Span<T> scores, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights)
    {
        int classes = scores.Length / targets.Length;
        T halfSmoothing = _smoothing * T.CreateChecked(0.5);

        // Without smoothing the steepest there is, so that every violation above the subnormal numbers has the slope 1.
        T steepness = _smoothing > T.Zero ? T.One / _smoothing : T.BitDecrement(T.PositiveInfinity);
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            Span<T> s = scores.Slice(i * classes, classes);
            int y = targets[i];
            T weight = weights[i];

            // At the threshold the label's own score violates nothing, so that the loop needs no case for it.
            T threshold = s[y] - _margin;
            s[y] = threshold;
            T loss = T.Zero;
            T slopes = T.Zero;
            for (int j = 0; j < s.Length; j++)
            {
                // h(v) = h′(v) · (v − μ h′(v) / 2) in all three pieces.
                T violation = s[j] - threshold;
                T slope = T.MinNative(T.MaxNative(violation * steepness, T.Zero), T.One);
                loss += slope * (violation - halfSmoothing * slope);
                slopes += slope;
                s[j] = weight * slope;
            }

            s[y] = -weight * slopes;
            total += double.CreateChecked(weight) * double.CreateChecked(loss);
        }

        return total;
    }
}
