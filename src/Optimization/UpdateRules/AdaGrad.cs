using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>AdaGrad: steps scaled, for each parameter, by the length of all the gradients it has seen.</summary>
/// <remarks>
/// <code>
/// r ← max( √(r² + g²), ε )
/// x ← x − α g / r
/// </code>
/// Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization, JMLR 12 (2011),
/// figure 1 with the diagonal matrix. Parameters that are rarely touched keep long steps; all steps shrink like 1/√t by
/// themselves, so that a constant schedule will do. PyTorch: <c>Adagrad</c>, which adds ε to r instead of bounding r.
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is out of its range.</exception>
public sealed class AdaGrad<T>(double epsilon = 1e-10) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _epsilon = T.CreateChecked(Guard.Positive(epsilon));

    /// <inheritdoc/>
    public int StatePerParameter => 1;

    /// <inheritdoc/>
    public double AutomaticLearningRate(StepScale scale) => 3 * scale.UnitStep;

    /// <inheritdoc/>
    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        Span<T> r = state;
        TensorPrimitives.Hypot<T>(r, gradient, r);
        TensorPrimitives.Max(r, _epsilon, r);
        TensorPrimitives.Divide<T>(gradient, r, gradient);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
