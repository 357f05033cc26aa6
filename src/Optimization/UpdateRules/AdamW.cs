using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Arguments;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions;

/// <summary>AdamW: Adam that also shrinks the parameters in each step, apart from the gradient.</summary>
/// <remarks>
/// <code>
/// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
/// x ← x − α (m̂ / (√v̂ + ε) + δ x)
/// </code>
/// Loshchilov and Hutter, Decoupled weight decay regularization (ICLR 2019), algorithm 2, with the decay inside α as in
/// PyTorch: <c>AdamW(weight_decay: δ)</c>, with the same defaults.
/// <para>
/// The decay is not a penalty: it is not divided by √v̂ as a penalty's gradient would be, so where steps come to rest,
/// x is not the minimum of F(x) + δ/2 ‖x‖², nor of F with any other multiple of ‖x‖². With whole gradients, what it
/// converges to is the minimum of F under |xᵢ| ≤ 1/δ (Xie and Li, Implicit bias of AdamW, ICML 2024); with the gradients
/// of batches, each parameter is pulled to 0 in proportion to how noisy its gradient is. To minimize a penalized
/// objective put the penalty into the objective and use <see cref="Adam{T}"/>, which this is with δ = 0. The decay
/// acts on every parameter, biases included.
/// </para>
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="decay">δ, the share of a parameter that a step of size 1 would take away; at least 0.</param>
/// <param name="beta1">β₁, how much of the average gradient each step keeps; at least 0 and below 1.</param>
/// <param name="beta2">β₂, the same for the squared gradient; at least 0 and below 1.</param>
/// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
public sealed class AdamW<T>(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _decay = Guard.NotNegative(decay);
    private readonly AdaptiveMoments<T> _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    public int StatePerParameter => AdaptiveMoments<T>.StatePerParameter;

    /// <inheritdoc/>
    public double AutomaticLearningRate(StepScale scale) => AdaptiveMoments<T>.AutomaticLearningRate(scale);

    /// <inheritdoc/>
    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        _moments.Direction(gradient, state, update.Iteration);
        TensorPrimitives.Multiply(parameters, T.CreateChecked(1 - update.Size * _decay), parameters);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
