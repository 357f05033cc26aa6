using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Losses;

/// <summary>
/// Cross-entropy after softmax, the negative log-likelihood of multinomial logistic regression.
/// </summary>
/// <remarks>
/// <code>
/// pₖ      = exp sₖ / Σⱼ exp sⱼ
/// ℓ(s, y) = −log p_y = log Σⱼ exp(sⱼ − m) − (s_y − m),   m = max s, so that nothing overflows
/// ∂ℓ/∂sₖ  = pₖ − 1(k = y)
/// ∂²ℓ/∂s² = diag(p) − p pᵀ
/// </code>
/// Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4, equations 4.104 to 4.109.
/// </remarks>
internal sealed class SoftmaxLoss<T> : ISmoothLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Exponentials and logarithms are fastest many at once.</summary>
    private const int ExamplesAtOnce = 64;

    public IReadOnlyList<ILoss<T, int>> SmoothApproximations => [this];

    public double ScoreUnit => 1;

    /// <summary>p(1 − p) where all classes are equally likely.</summary>
    public double Curvature(int scores) => (scores - 1.0) / ((double)scores * scores);

    public bool IgnoresCommonShift => true;

    public void MarkHeld(ReadOnlySpan<int> targets, Span<bool> held)
    {
        held.Clear();
        foreach (int y in targets)
            held[y] = true;
    }

    public double Evaluate(Span<T> scores, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights)
    {
        int classes = scores.Length / targets.Length;
        double total = 0;
        for (int start = 0; start < targets.Length; start += ExamplesAtOnce)
        {
            int count = Math.Min(ExamplesAtOnce, targets.Length - start);
            total += EvaluateBlock(
                scores.Slice(start * classes, count * classes), targets.Slice(start, count), weights.Slice(start, count), classes);
        }

        return total;
    }

    public void Hessian(Span<T> scores, ReadOnlySpan<T> weights, Span<T> diagonal)
    {
        int classes = scores.Length / weights.Length;
        for (int i = 0; i < weights.Length; i++)
        {
            Span<T> s = scores.Slice(i * classes, classes);
            Span<T> d = diagonal.Slice(i * classes, classes);
            TensorPrimitives.Subtract(s, TensorPrimitives.Max<T>(s), s);
            TensorPrimitives.SoftMax<T>(s, s);
            for (int k = 0; k < s.Length; k++)
                d[k] = weights[i] * s[k] * (T.One - s[k]);
            TensorPrimitives.Multiply(s, T.Sqrt(weights[i]), s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double EvaluateBlock(Span<T> scores, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights, int classes)
    {
        Span<T> labelScores = stackalloc T[ExamplesAtOnce];
        Span<T> sums = stackalloc T[ExamplesAtOnce];
        for (int i = 0; i < targets.Length; i++)
        {
            Span<T> s = scores.Slice(i * classes, classes);
            ScoreRow<T>.Subtract(s, ScoreRow<T>.Max(s));
            labelScores[i] = s[targets[i]];
        }

        Exponential.Exp(scores);
        for (int i = 0; i < targets.Length; i++)
        {
            Span<T> s = scores.Slice(i * classes, classes);
            T sum = ScoreRow<T>.Sum(s);
            sums[i] = sum;
            ScoreRow<T>.Multiply(s, weights[i] / sum);
            s[targets[i]] -= weights[i];
        }

        Exponential.Log(sums[..targets.Length]);
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
            total += double.CreateChecked(weights[i]) * double.CreateChecked(sums[i] - labelScores[i]);
        return total;
    }
}
