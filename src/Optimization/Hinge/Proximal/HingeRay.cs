using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Optimization.Hinge.Proximal;

/// <summary>Minimizes the support vector machine's objective along the ray from 0 through some parameters.</summary>
/// <remarks>
/// <code>
/// F(c W, c b) = c² λ‖W‖² + Σᵢ wᵢ Σⱼ max(0, m + c (sᵢⱼ − sᵢᵧ))
/// </code>
/// Where classes can be separated and the penalty is weak, F is next to 0, and scores that miss the margin by a thousandth cost
/// far more than that; a thousandth more of all of them makes up for it.
/// </remarks>
internal sealed class HingeRay(NewtonObjective objective, HingeBlockLoss loss)
{
    private const int MostTrials = 40;
    private const double Precision = 1e-6;
    private const double FirstStep = 1e-3;

    private readonly double[] _values = new double[objective.Design.Blocks];
    private readonly double[] _slopes = new double[objective.Design.Blocks];

    /// <summary>Finds c.</summary>
    /// <param name="scores">The scores at the parameters.</param>
    /// <param name="penalty">λ‖W‖² there.</param>
    /// <param name="scale">c.</param>
    /// <returns>F there.</returns>
    public double Minimize(double[] scores, double penalty, out double scale)
    {
        (double low, double high) = (0, double.PositiveInfinity);
        double least = double.PositiveInfinity;
        double trial = 1;
        scale = 1;
        double step = FirstStep;
        for (int i = 0; i < MostTrials && high - low > Precision * low; i++)
        {
            (double value, double slope) = Evaluate(scores, penalty, trial);
            if (value < least)
                (least, scale) = (value, trial);
            if (slope > 0)
                high = trial;
            else
                low = trial;

            // Away from 1 in longer and longer steps, then by halves.
            if (double.IsInfinity(high))
                trial = low * (1 + step);
            else if (low == 0)
                trial = high / (1 + step);
            else
                trial = (low + high) / 2;
            step *= 4;
        }

        return least;
    }

    /// <summary>F at a multiple of the parameters, and its derivative by the number.</summary>
    public (double Value, double Slope) Evaluate(double[] scores, double penalty, double scale)
    {
        DesignMatrix design = objective.Design;
        design.Visit(objective.Outputs, objective.Workers, parameters: null, scores, (block, _, _) =>
            _values[block] = loss.Exact(
                block, scores.AsSpan(design.Offset(block, objective.Outputs), design.BlockLength * objective.Outputs), scale, out _slopes[block]));
        return (scale * scale * penalty + _values.Sum(), 2 * scale * penalty + _slopes.Sum());
    }
}
