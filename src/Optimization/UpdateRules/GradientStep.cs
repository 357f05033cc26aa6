using System.Numerics;
using System.Numerics.Tensors;

namespace MLExtensions;

/// <summary>Plain gradient descent.</summary>
/// <remarks>
/// <code>
/// x ← x − α g
/// </code>
/// Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R. Acad. Sci. 25 (1847); with
/// the gradients of batches, Robbins and Monro, A stochastic approximation method, Ann. Math. Statist. 22 (1951). On a
/// quadratic whose largest curvature is L it converges for α &lt; 2/L. PyTorch: <c>SGD</c>.
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GradientStep<T> : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int StatePerParameter => 0;

    /// <inheritdoc/>
    public double AutomaticLearningRate(StepScale scale) => scale.StepAlongGradient();

    /// <inheritdoc/>
    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update) =>
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
}
