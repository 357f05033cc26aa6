namespace MLExtensions.Optimization.Duality;

/// <summary>Takes the second derivatives of a batch of losses by their scores.</summary>
/// <param name="start">The first example of the batch.</param>
/// <param name="roots">u, examples × outputs: −uₖ uₗ is the derivative by two scores.</param>
/// <param name="diagonal">c, examples × outputs: the second derivative by one score.</param>
internal delegate void CurvatureVisitor(int start, ReadOnlySpan<double> roots, ReadOnlySpan<double> diagonal);
