using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>The squared error of a single score.</summary>
/// <remarks>
/// <code>
/// ℓ(s, y) = (s − y)²
/// ∂ℓ/∂s   = 2 (s − y)
/// </code>
/// Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., equation 3.41.
/// </remarks>
internal sealed class SquaredLoss<T> : ILoss<T, float>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IReadOnlyList<ILoss<T, float>> SmoothApproximations => [this];

    public double Curvature(int scores) => 2;

    public double Evaluate(Span<T> scores, ReadOnlySpan<float> targets, ReadOnlySpan<T> weights)
    {
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            T error = scores[i] - T.CreateChecked(targets[i]);
            T slope = weights[i] * error;
            total += double.CreateChecked(slope) * double.CreateChecked(error);
            scores[i] = slope + slope;
        }

        return total;
    }
}
