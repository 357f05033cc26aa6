using System.Buffers;
using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.UpdateRules;

/// <inheritdoc cref="UpdateRule.Lamb"/>
internal sealed class Lamb(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6) : AutomaticRule
{
    private readonly double _decay = Guard.NotNegative(decay);
    private readonly AdaptiveMoments _moments = new(beta1, beta2, epsilon);

    public override int StatePerParameter => AdaptiveMoments.StatePerParameter;

    /// <inheritdoc/>
    /// <remarks>
    /// A share of the weights' own length, whatever the data. It has to be small: steps across a row, as noise makes them,
    /// lengthen it, by α²/2 each, and longer rows take longer steps.
    /// </remarks>
    public override double AutomaticLearningRate(StepScale scale) => 0.01;

    public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        _moments.Direction(gradient, state, update.Number);
        Span<T> u = gradient;
        TensorPrimitives.MultiplyAdd(parameters, T.CreateChecked(_decay), u, u);

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
