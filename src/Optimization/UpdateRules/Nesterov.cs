using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Nesterov's accelerated gradient: momentum whose gradient is taken where the average is about to lead.</summary>
/// <remarks>
/// <code>
/// m ← β m + (1 − β) ∇F(z − αβ m)
/// z ← z − α m
/// </code>
/// The parameters x kept here are not z but the look-ahead point x = z − αβ m, where the gradient g is taken. In terms
/// of x, for a constant α the same steps are
/// <code>
/// m ← β m + (1 − β) g
/// x ← x − α (β m + (1 − β) g)
/// </code>
/// Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), Soviet Math. Dokl. 27 (1983);
/// the look-ahead form is that of Sutskever et al., On the importance of initialization and momentum in deep learning
/// (ICML 2013), equations 3 and 4, here with an average in place of their sum. PyTorch: <c>SGD(nesterov: true)</c> with
/// step size α (1 − β).
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="beta">β, how much of the average each step keeps; at least 0 (plain gradient descent) and below 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is out of its range.</exception>
public sealed class Nesterov<T>(double beta = 0.9) : IUpdateRule<T>
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

        // The average of m and g that stands in the step is m moved on once more.
        TensorPrimitives.Lerp(m, gradient, _newShare, gradient);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
