using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.UpdateRules;

/// <inheritdoc cref="UpdateRule.AdamW"/>
internal sealed class AdamW(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : AutomaticRule
{
    private readonly double _decay = Guard.NotNegative(decay);
    private readonly AdaptiveMoments _moments = new(beta1, beta2, epsilon);

    public override int StatePerParameter => AdaptiveMoments.StatePerParameter;

    public override double AutomaticLearningRate(StepScale scale) => AdaptiveMoments.AutomaticLearningRate(scale);

    public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        _moments.Direction(gradient, state, update.Number);
        TensorPrimitives.Multiply(parameters, T.CreateChecked(1 - update.Size * _decay), parameters);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
