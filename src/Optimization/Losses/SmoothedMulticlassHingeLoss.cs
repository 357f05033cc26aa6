using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>The joint multiclass hinge loss with a parabola of width μ in place of each kink.</summary>
/// <remarks>
/// <code>
/// vⱼ = sⱼ − s_y + m
/// h(v) = 0 for v ≤ 0,   v² / 2μ for 0 &lt; v &lt; μ,   v − μ/2 for v ≥ μ        h′(v) = min(1, max(0, v/μ))
/// ℓ(s, y) = Σ_{j≠y} h(vⱼ),   ∂ℓ/∂sⱼ = h′(vⱼ) for j ≠ y,   ∂ℓ/∂s_y = −Σ_{j≠y} h′(vⱼ)
/// </code>
/// It is below the hinge by at most μ/2 a class, so minimising it for falling μ, each from the last one's minimum, leads
/// to the hinge's minimum. Chapelle, Training a support vector machine in the primal, Neural Computation 19 (2007),
/// section 2.2 (the Huber loss); Nesterov, Smooth minimization of non-smooth functions, Math. Program. 103 (2005).
/// </remarks>
internal sealed class SmoothedMulticlassHingeLoss<T>(T margin, T smoothing) : ILoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IReadOnlyList<ILoss<T, int>> SmoothApproximations => [this];

    /// <summary>The hinge has none, and its parabolas one that depends on μ; the softmax's serves all as well.</summary>
    public double Curvature(int scores) => new SoftmaxLoss<T>().Curvature(scores);

    public double Evaluate(Span<T> scores, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights)
    {
        int classes = scores.Length / targets.Length;
        T half = T.CreateChecked(0.5);
        T steepness = T.One / smoothing;
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            Span<T> s = scores.Slice(i * classes, classes);
            int y = targets[i];
            T weight = weights[i];

            // At the threshold the label's own score violates nothing, so that the loop needs no case for it.
            T threshold = s[y] - margin;
            s[y] = threshold;
            T loss = T.Zero;
            T slopes = T.Zero;
            for (int j = 0; j < s.Length; j++)
            {
                // h(v) = h′(v) · (v − μ h′(v) / 2) in all three pieces.
                T violation = s[j] - threshold;
                T slope = T.Clamp(violation * steepness, T.Zero, T.One);
                loss += slope * (violation - half * smoothing * slope);
                slopes += slope;
                s[j] = weight * slope;
            }

            s[y] = -weight * slopes;
            total += double.CreateChecked(weight) * double.CreateChecked(loss);
        }

        return total;
    }
}
