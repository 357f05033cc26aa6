namespace MLExtensions.Optimization.Objectives;

/// <summary>Takes a linear objective over the rows of a batch, or over all rows.</summary>
/// <remarks>
/// Every number is added up in an order that does not depend on how many threads there are, and neither do the bits. Nothing is
/// allocated.
/// </remarks>
internal interface IRowPasses
{
    /// <summary>1/B Σ over the batch of n/Σw · wᵢ ℓᵢ, and an estimate of ∇F.</summary>
    double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient);

    /// <summary>1/Σw Σᵢ wᵢ ℓᵢ over all examples; and ∇F, unless there is no room for it.</summary>
    double Evaluate(ReadOnlySpan<float> parameters, Span<float> gradient);
}
