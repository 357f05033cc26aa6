using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.UpdateRules;

/// <inheritdoc cref="UpdateRule.AdaGrad"/>
internal sealed class AdaGrad(double epsilon = 1e-10) : AutomaticRule
{
    private readonly double _epsilon = Guard.Positive(epsilon);

    public override int StatePerParameter => 1;

    public override double AutomaticLearningRate(StepScale scale) => 3 * scale.UnitStep;

    public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        Span<T> r = state;
        TensorPrimitives.Hypot<T>(r, gradient, r);
        TensorPrimitives.Max(r, T.CreateChecked(_epsilon), r);
        TensorPrimitives.Divide<T>(gradient, r, gradient);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
