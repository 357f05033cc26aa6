using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>A convex loss ℓ(s, y) of an example's scores s and its target y.</summary>
/// <typeparam name="T">The precision: single for training, double where it is checked.</typeparam>
/// <typeparam name="TTarget">
/// What is to be predicted: a class, from 0, with a score for each class; or a number, with one score.
/// </typeparam>
internal interface ILoss<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Smooth losses that come closer and closer to this one, for methods that need curvature; a smooth loss gives itself.
    /// </summary>
    IReadOnlyList<ILoss<T, TTarget>> SmoothApproximations { get; }

    /// <summary>Whether the loss is not smooth itself.</summary>
    bool HasKinks => !ReferenceEquals(SmoothApproximations[0], this);

    /// <summary>
    /// How far scores move on the way from one slope of the loss to another: the unit in which steps are measured.
    /// </summary>
    double ScoreUnit { get; }

    /// <summary>
    /// A typical second derivative ∂²ℓ/∂sₖ², averaged over the scores. All that hangs on it is the coordinates of the search.
    /// </summary>
    /// <param name="scores">K, how many scores an example has.</param>
    double Curvature(int scores);

    /// <summary>Turns scores into gradients, for a batch.</summary>
    /// <param name="scores">Examples × K, by rows. In: sᵢ. Out: wᵢ · ∂ℓ(sᵢ, yᵢ)/∂sᵢ.</param>
    /// <param name="targets">yᵢ.</param>
    /// <param name="weights">wᵢ.</param>
    /// <returns>Σᵢ wᵢ · ℓ(sᵢ, yᵢ).</returns>
    double Evaluate(Span<T> scores, ReadOnlySpan<TTarget> targets, ReadOnlySpan<T> weights);
}
