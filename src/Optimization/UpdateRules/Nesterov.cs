using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.UpdateRules;

/// <inheritdoc cref="UpdateRule.Nesterov"/>
internal sealed class Nesterov(double beta = 0.9) : AutomaticRule
{
    private readonly double _newShare = 1 - Guard.Decay(beta);

    public override int StatePerParameter => 1;

    public override double AutomaticLearningRate(StepScale scale) => scale.StepAlongGradient(_newShare);

    public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        Span<T> m = state;
        TensorPrimitives.Lerp(m, gradient, T.CreateChecked(_newShare), m);

        // The average of m and g that stands in the step is m moved on once more.
        TensorPrimitives.Lerp(m, gradient, T.CreateChecked(_newShare), gradient);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
