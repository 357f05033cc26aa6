using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions;

/// <summary>Adam: steps scaled, for each parameter, by running averages of its gradient and squared gradient.</summary>
/// <remarks>
/// <code>
/// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
/// x ← x − α m̂ / (√v̂ + ε)
/// </code>
/// Kingma and Ba, Adam: a method for stochastic optimization (ICLR 2015), algorithm 1. The step is about α for each
/// parameter, whatever the gradient's scale. PyTorch: <c>Adam</c>, with the same defaults.
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="beta1">β₁, how much of the average gradient each step keeps; at least 0 and below 1.</param>
/// <param name="beta2">β₂, the same for the squared gradient; at least 0 and below 1.</param>
/// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
public sealed class Adam<T>(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdaptiveMoments<T> _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    public int StatePerParameter => AdaptiveMoments<T>.StatePerParameter;

    /// <inheritdoc/>
    public double AutomaticLearningRate(StepScale scale) => AdaptiveMoments<T>.AutomaticLearningRate(scale);

    /// <inheritdoc/>
    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        _moments.Direction(gradient, state, update.Iteration);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
