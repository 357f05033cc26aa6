using System.Numerics;

namespace MLExtensions.Algebra;

/// <summary>An inverse of a Hessian, as far as it is known before any step.</summary>
internal interface IPreconditioner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>v ← P⁻¹ v, P positive definite.</summary>
    void Solve(Span<T> v);
}
