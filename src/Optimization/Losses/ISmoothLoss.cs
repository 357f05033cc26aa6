using System.Numerics;

namespace MLExtensions.Optimization.Losses;

/// <summary>A loss that knows its second derivatives.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TTarget">What is to be predicted.</typeparam>
internal interface ISmoothLoss<T, TTarget> : ILoss<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the loss stays as it is when all scores of an example rise by the same.</summary>
    bool IgnoresCommonShift { get; }

    /// <summary>
    /// Finds the outputs that some target keeps from falling for ever; the score of another, as of a class that no example
    /// has, is best at −∞.
    /// </summary>
    /// <param name="targets">y, an example each.</param>
    /// <param name="held">Receives an answer for each output.</param>
    void MarkHeld(ReadOnlySpan<TTarget> targets, Span<bool> held);

    /// <summary>
    /// Turns scores into second derivatives, for a batch: wᵢ · ∂²ℓ/∂sₖ∂sₗ is −uᵢₖ uᵢₗ for k ≠ l and cᵢₖ ≥ 0 for k = l.
    /// No target plays a part.
    /// </summary>
    /// <param name="scores">Examples × K, by rows. In: sᵢ, some of them −∞. Out: uᵢ.</param>
    /// <param name="weights">wᵢ.</param>
    /// <param name="diagonal">Receives cᵢ, examples × K.</param>
    void Hessian(Span<T> scores, ReadOnlySpan<T> weights, Span<T> diagonal);
}
