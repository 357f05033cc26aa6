namespace MLExtensions.Optimization.UpdateRules;

/// <summary>What the data say, before the first step, about how long steps should be.</summary>
public sealed class StepScale
{
    private readonly Lazy<double> _curvature;

    internal StepScale(double unitStep, Func<double> curvature)
    {
        UnitStep = unitStep;
        _curvature = new Lazy<double>(curvature);
    }

    /// <summary>
    /// How far all parameters may move at once, each by as much and in any direction, before a score changes by about 1:
    /// 1/√(1 + mean ‖x‖²).
    /// </summary>
    public double UnitStep { get; }

    /// <summary>
    /// L, the curvature that a step along the gradient of a batch has to reckon with: steps shorter than 2/L lead downhill.
    /// </summary>
    public double Curvature => _curvature.Value;
}
