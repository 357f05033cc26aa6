namespace MLExtensions.Optimization.Linear;

/// <summary>One of several models that are trained at once on the same rows.</summary>
/// <param name="L2Regularization">λ.</param>
/// <param name="HeldOutFold">The fold whose examples it does not see; none means that it sees all.</param>
internal readonly record struct StackMember(double L2Regularization, int? HeldOutFold = null);
