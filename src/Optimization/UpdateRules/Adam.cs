using System.Numerics;
using System.Numerics.Tensors;

namespace MLExtensions.Optimization.UpdateRules;

/// <summary>Adam: steps scaled, for each parameter, by running averages of its gradient and squared gradient.</summary>
/// <remarks>
/// <code>
/// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
/// x ← x − α m̂ / (√v̂ + ε)
/// </code>
/// Kingma and Ba, Adam: a method for stochastic optimization (ICLR 2015), algorithm 1.
/// </remarks>
internal sealed class Adam<T>(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int StatePerParameter => 2;

    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, double stepSize, long iteration)
    {
        Span<T> m = state[..parameters.Length];
        Span<T> v = state[parameters.Length..];
        double correction1 = 1 - Math.Pow(beta1, iteration);
        double correction2 = 1 - Math.Pow(beta2, iteration);

        TensorPrimitives.Lerp(m, gradient, T.CreateChecked(1 - beta1), m);
        TensorPrimitives.Multiply<T>(gradient, gradient, gradient);
        TensorPrimitives.Lerp(v, gradient, T.CreateChecked(1 - beta2), v);

        // √v̂ + ε, then m over it, then the step.
        Span<T> step = gradient;
        TensorPrimitives.Multiply(v, T.CreateChecked(1 / correction2), step);
        TensorPrimitives.Sqrt<T>(step, step);
        TensorPrimitives.Add(step, T.CreateChecked(epsilon), step);
        TensorPrimitives.Divide<T>(m, step, step);
        TensorPrimitives.MultiplyAdd(step, T.CreateChecked(-stepSize / correction1), parameters, parameters);
    }
}
