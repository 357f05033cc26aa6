namespace MLExtensions.Optimization.UpdateRules;

/// <summary>What the data say, before the first step, about how long steps should be.</summary>
internal sealed class StepScale
{
    private readonly Lazy<(double Curvature, double NoiseCurvature)> _curvatures;

    /// <param name="unitStep">The unit step.</param>
    /// <param name="curvatures">The curvature and the noise's, measured only for rules that ask for them.</param>
    public StepScale(double unitStep, Func<(double Curvature, double NoiseCurvature)> curvatures)
    {
        UnitStep = unitStep;
        _curvatures = new Lazy<(double Curvature, double NoiseCurvature)>(curvatures);
    }

    /// <summary>
    /// How far all parameters may move at once, each by as much and in any direction, before a score changes by about one
    /// unit of the loss, u/√(1 + mean ‖x‖²). The unit is 1 for the softmax and the squared loss, a third of the margin for the
    /// hinge.
    /// </summary>
    public double UnitStep { get; }

    /// <summary>
    /// L, the largest curvature of the objective as the batches have it in common: with whole gradients, steps shorter than
    /// 2/L lead downhill.
    /// </summary>
    public double Curvature => _curvatures.Value.Curvature;

    /// <summary>
    /// σ, what the curvatures of single batches add to it, less the larger they are and 0 for the whole data: with the
    /// gradients of batches, steps have to be shorter than 2/(L + σ).
    /// </summary>
    public double NoiseCurvature => _curvatures.Value.NoiseCurvature;

    /// <summary>1 / (c L + σ): a step along the gradient, or along an average that takes the share c of each new one.</summary>
    /// <remarks>
    /// Along the curvature that all batches share an average allows steps 1/c as long, those of the older form of momentum;
    /// what each batch adds of its own it does not allow.
    /// </remarks>
    public double StepAlongGradient(double newShare = 1) => 1 / (newShare * Curvature + NoiseCurvature);
}
