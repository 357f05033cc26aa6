using System.Numerics.Tensors;

namespace MLExtensions.Optimization.UpdateRules;

/// <inheritdoc cref="UpdateRule.GradientStep"/>
internal sealed class GradientStep : AutomaticRule
{
    public override int StatePerParameter => 0;

    public override double AutomaticLearningRate(StepScale scale) => scale.StepAlongGradient();

    public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update) =>
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
}
