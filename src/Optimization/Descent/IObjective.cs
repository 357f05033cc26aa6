using System.Numerics;

namespace MLExtensions.Optimization.Descent;

/// <summary>A differentiable function of many parameters.</summary>
internal interface IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int Dimension { get; }

    /// <summary>F(x) and ∇F(x).</summary>
    /// <param name="parameters">x.</param>
    /// <param name="gradient">Receives ∇F(x).</param>
    double Evaluate(ReadOnlySpan<T> parameters, Span<T> gradient);
}
