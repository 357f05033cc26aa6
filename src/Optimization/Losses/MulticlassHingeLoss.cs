using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>The joint multiclass hinge loss: every wrong class must stay a margin m below the right one.</summary>
/// <remarks>
/// <code>
/// vⱼ      = sⱼ − s_y + m
/// ℓ(s, y) = Σ_{j≠y} max(0, vⱼ)
/// ∂ℓ/∂sⱼ  = 1(vⱼ &gt; 0) for j ≠ y,   ∂ℓ/∂s_y = −Σ_{j≠y} 1(vⱼ &gt; 0);   at a kink, vⱼ = 0, the subgradient 0
/// </code>
/// Weston and Watkins, Support vector machines for multi-class pattern recognition (ESANN 1999), equation 1, where the
/// margin is 2.
/// </remarks>
internal sealed class MulticlassHingeLoss<T>(T margin) : ILoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Parabolas of a tenth, a hundredth and a thousandth of the margin: the last is within 0.0005 m of the hinge for
    /// each class near its kink.
    /// </summary>
    public IReadOnlyList<ILoss<T, int>> SmoothApproximations { get; } =
    [
        .. new[] { 1e-1, 1e-2, 1e-3 }.Select(share => new SmoothedMulticlassHingeLoss<T>(margin, margin * T.CreateChecked(share))),
    ];

    /// <summary>The hinge has none, and its parabolas one that depends on μ; the softmax's serves all as well.</summary>
    public double Curvature(int scores) => new SoftmaxLoss<T>().Curvature(scores);

    public double Evaluate(Span<T> scores, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights)
    {
        int classes = scores.Length / targets.Length;
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
                T violation = s[j] - threshold;
                T slope = violation > T.Zero ? weight : T.Zero;
                loss += T.Max(violation, T.Zero);
                slopes += slope;
                s[j] = slope;
            }

            s[y] = -slopes;
            total += double.CreateChecked(weight) * double.CreateChecked(loss);
        }

        return total;
    }
}
