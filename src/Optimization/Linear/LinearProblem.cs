using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Optimization.Linear;

/// <summary>What to minimise: λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) over W and b; the bias is not penalised.</summary>
/// <param name="Features">x, examples × columns.</param>
/// <param name="Labels">y, the class of each example, from 0.</param>
/// <param name="Weights">w, the weight of each example, positive.</param>
/// <param name="Classes">The number of classes, rows of W.</param>
/// <param name="Loss">ℓ.</param>
/// <param name="L2Regularization">λ.</param>
internal sealed record LinearProblem(
    FeatureMatrix Features, int[] Labels, float[] Weights, int Classes, ILoss<float> Loss, double L2Regularization)
{
    /// <summary>Σw.</summary>
    public double TotalWeight { get; } = Weights.Sum(weight => (double)weight);

    /// <summary>ℓ(0, y), the same for all y.</summary>
    public double LossOfZeroScores() => Loss.Evaluate(new float[Classes], [0], [1f]);
}
