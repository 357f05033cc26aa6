using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Optimization.Problem;

/// <summary>What to minimize: λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) over W and b; the bias is not penalized.</summary>
/// <typeparam name="TTarget">The type of y: a class, from 0, or a number.</typeparam>
/// <param name="Features">x, examples × columns.</param>
/// <param name="Targets">y, an example each.</param>
/// <param name="Weights">w, the weight of each example, positive.</param>
/// <param name="Outputs">K, rows of W: the number of classes, or 1 for a number.</param>
/// <param name="Loss">ℓ.</param>
/// <param name="L2Regularization">λ.</param>
internal sealed record LinearProblem<TTarget>(
    FeatureMatrix Features, TTarget[] Targets, float[] Weights, int Outputs, ILoss<float, TTarget> Loss, double L2Regularization)
{
    /// <summary>
    /// Whether there are two classes whose vectors are to be opposite, so that one vector w = w₁ − w₀ and one bias b₁ − b₀ give
    /// the scores s = s₁ − s₀ of a binary problem. As ‖w₀‖² + ‖w₁‖² is then ‖w‖²/2, λ here is twice that of the one vector. The
    /// minimum has such vectors by itself; this says that the model in single precision is to have them, too.
    /// </summary>
    public bool HasOppositeClasses { get; init; }

    /// <summary>Σw.</summary>
    public double TotalWeight { get; } = Weights.Sum(weight => (double)weight);

    /// <summary>
    /// 2λ / (h Σw), h the loss's curvature: what the penalty adds to the curvature, in units of a squared feature.
    /// </summary>
    public double PenaltyOverCurvature => 2 * L2Regularization / (Loss.Curvature(Outputs) * TotalWeight);

    /// <summary>
    /// The same with the smooth approximation that is all but the loss itself: kinks make gradients remembered jump.
    /// </summary>
    public LinearProblem<TTarget> Smoothed => this with { Loss = Loss.SmoothApproximations[^1] };

    /// <summary>The same with features of its own.</summary>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public LinearProblem<TTarget> Copy(CancellationToken cancellationToken) => this with
    {
        Features = Features.Select([.. Enumerable.Range(0, Features.Rows)], cancellationToken),
    };

    /// <summary>1/Σw Σᵢ wᵢ ℓ(0, yᵢ).</summary>
    /// <param name="cancellationToken">Looked at between examples.</param>
    public double LossOfZeroScores(CancellationToken cancellationToken)
    {
        var scores = new float[Outputs];
        double total = 0;
        for (int i = 0; i < Targets.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(scores);
            total += Weights[i] / TotalWeight * Loss.Evaluate(scores, Targets.AsSpan(i, 1), [1f]);
        }

        return total;
    }
}
