using System.Numerics.Tensors;

namespace MLExtensions.Optimization.UpdateRules;

/// <inheritdoc cref="UpdateRule.Adam"/>
internal sealed class Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : AutomaticRule
{
    private readonly AdaptiveMoments _moments = new(beta1, beta2, epsilon);

    public override int StatePerParameter => AdaptiveMoments.StatePerParameter;

    public override double AutomaticLearningRate(StepScale scale) => AdaptiveMoments.AutomaticLearningRate(scale);

    public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
    {
        _moments.Direction(gradient, state, update.Number);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }
}
