using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Momentum: steps along the exponentially weighted average of the gradients.</summary>
/// <remarks>
/// <code>
/// m ← β m + (1 − β) g
/// x ← x − α m
/// </code>
/// Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4 (1964),
/// there without the factor 1 − β: his step size is α (1 − β). As an average, m has the gradient's scale, so that α means
/// the same for every β. PyTorch: <c>SGD(momentum: β, dampening: 1 − β)</c>, which however starts from m = g and not 0.
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="beta">β, how much of the average each step keeps; at least 0 (plain gradient descent) and below 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is out of its range.</exception>
public sealed class Momentum<T>(double beta = 0.9) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _newShare = T.CreateChecked(1 - Guard.Decay(beta));

    /// <inheritdoc/>
    public int StatePerParameter => 1;

    /// <inheritdoc/>
    public double AutomaticLearningRate(StepScale scale) => scale.StepAlongGradient(double.CreateChecked(_newShare));

    /// <inheritdoc/>
    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        Span<T> m = state;
        TensorPrimitives.Lerp(m, gradient, _newShare, m);
        TensorPrimitives.MultiplyAdd(m, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
