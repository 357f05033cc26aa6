using System.Numerics;
using System.Numerics.Tensors;

namespace MLExtensions.Optimization.UpdateRules;

/// <summary>What Adam and its descendants share: the direction m̂ / (√v̂ + ε).</summary>
/// <remarks>
/// <code>
/// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
/// </code>
/// The averages start from 0, and m̂ and v̂ correct for that. Kingma and Ba, Adam: a method for stochastic optimization
/// (ICLR 2015), algorithm 1 and section 3.
/// </remarks>
internal readonly struct AdaptiveMoments<T>(double beta1, double beta2, double epsilon)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int StatePerParameter = 2;

    private readonly double _beta1 = Guard.Decay(beta1);
    private readonly double _beta2 = Guard.Decay(beta2);
    private readonly double _epsilon = Guard.Positive(epsilon);

    /// <summary>Each step moves every parameter by about the learning rate, whatever the gradient.</summary>
    public static double AutomaticLearningRate(StepScale scale) => 0.3 * scale.UnitStep;

    /// <summary>Remembers a gradient and turns it into the direction, in place.</summary>
    public void Direction(Span<T> gradient, Span<T> state, long iteration)
    {
        Span<T> m = state[..gradient.Length];
        Span<T> v = state[gradient.Length..];
        double correction1 = 1 - Math.Pow(_beta1, iteration);
        double correction2 = 1 - Math.Pow(_beta2, iteration);

        TensorPrimitives.Lerp(m, gradient, T.CreateChecked(1 - _beta1), m);
        TensorPrimitives.Multiply<T>(gradient, gradient, gradient);
        TensorPrimitives.Lerp(v, gradient, T.CreateChecked(1 - _beta2), v);

        // m̂ / (√v̂ + ε) = m / (c √v + c₁ ε), which saves scaling m and v apart.
        Span<T> direction = gradient;
        TensorPrimitives.Sqrt<T>(v, direction);
        TensorPrimitives.Multiply(direction, T.CreateChecked(correction1 / Math.Sqrt(correction2)), direction);
        TensorPrimitives.Add(direction, T.CreateChecked(correction1 * _epsilon), direction);
        TensorPrimitives.Divide<T>(m, direction, direction);
    }
}
