using System.Numerics;
using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Losses;

/// <summary>The squared error of a single score.</summary>
/// <remarks>
/// <code>
/// ℓ(s, y) = (s − y)²
/// ∂ℓ/∂s   = 2 (s − y)
/// ∂²ℓ/∂s² = 2
/// </code>
/// Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., equation 3.41.
/// </remarks>
internal sealed class SquaredLoss<T> : ISmoothLoss<T, float>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IReadOnlyList<ILoss<T, float>> SmoothApproximations => [this];

    /// <summary>Targets are standardized before.</summary>
    public double ScoreUnit => 1;

    public double Curvature(int scores) => 2;

    public bool IgnoresCommonShift => false;

    public void MarkHeld(ReadOnlySpan<float> targets, Span<bool> held) => held.Fill(true);

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

    public void Hessian(Span<T> scores, ReadOnlySpan<T> weights, Span<T> diagonal)
    {
        scores.Clear();
        TensorPrimitives.Add(weights, weights, diagonal);
    }
}
