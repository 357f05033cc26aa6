using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>A convex loss ℓ(s, y) of an example's scores s, one a class, and its class y.</summary>
/// <typeparam name="T">The precision: single for training, double where it is checked.</typeparam>
internal interface ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Smooth losses that come closer and closer to this one, for methods that need curvature; a smooth loss gives itself.
    /// </summary>
    IReadOnlyList<ILoss<T>> SmoothApproximations { get; }

    /// <summary>Turns scores into gradients, for a batch.</summary>
    /// <param name="scores">Examples × classes, by rows. In: sᵢ. Out: wᵢ · ∂ℓ(sᵢ, yᵢ)/∂sᵢ.</param>
    /// <param name="labels">yᵢ, from 0.</param>
    /// <param name="weights">wᵢ.</param>
    /// <returns>Σᵢ wᵢ · ℓ(sᵢ, yᵢ).</returns>
    double Evaluate(Span<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights);
}
