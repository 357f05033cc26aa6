using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Arguments;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions;

/// <summary>LAMB: Adam's direction, with steps in proportion to the length of each row of weights.</summary>
/// <remarks>
/// <code>
/// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
/// u = m̂ / (√v̂ + ε) + δ x
/// x_k ← x_k − α ‖x_k‖ / ‖u_k‖ · u_k          for each row k: the weights of one output, with its bias
/// </code>
/// You et al., Large batch optimization for deep learning: training BERT in 76 minutes (ICLR 2020), algorithm 2 with
/// φ(z) = z and a row in place of a layer. The trust ratio ‖x_k‖ / ‖u_k‖ is 1 where either is 0, as it is at a start from
/// x = 0, and a step then changes a row by the share α of its length. Where a batch touches only some columns, the
/// lengths are those of what it touches. The decay is not a penalty: see <see cref="AdamW{T}"/>. No counterpart in
/// PyTorch itself.
/// </remarks>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="decay">δ; at least 0.</param>
/// <param name="beta1">β₁, how much of the average gradient each step keeps; at least 0 and below 1.</param>
/// <param name="beta2">β₂, the same for the squared gradient; at least 0 and below 1.</param>
/// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
/// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
public sealed class Lamb<T>(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6)
    : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _decay = T.CreateChecked(Guard.NotNegative(decay));
    private readonly AdaptiveMoments<T> _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    public int StatePerParameter => AdaptiveMoments<T>.StatePerParameter;

    /// <inheritdoc/>
    /// <remarks>
    /// A share of the weights' own length, whatever the data. It has to be small: steps across a row, as noise makes them,
    /// lengthen it, by α²/2 each, and longer rows take longer steps.
    /// </remarks>
    public double AutomaticLearningRate(StepScale scale) => 0.01;

    /// <inheritdoc/>
    public void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        _moments.Direction(gradient, state, update.Iteration);
        Span<T> u = gradient;
        TensorPrimitives.MultiplyAdd(parameters, _decay, u, u);

        int rows = update.Rows.Count;
        T[] rented = ArrayPool<T>.Shared.Rent(2 * rows);
        Span<T> ratios = rented.AsSpan(0, rows);
        Span<T> lengths = rented.AsSpan(rows, rows);
        update.Rows.Norms(parameters, ratios);
        update.Rows.Norms(u, lengths);
        for (int k = 0; k < rows; k++)
            ratios[k] = ratios[k] > T.Zero && lengths[k] > T.Zero ? ratios[k] / lengths[k] : T.One;
        update.Rows.Multiply(u, ratios);
        ArrayPool<T>.Shared.Return(rented);

        TensorPrimitives.MultiplyAdd(u, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
