using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Newton;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Precise;

/// <summary>The way of models that were found in double precision into single precision.</summary>
/// <param name="problem">What was minimized.</param>
/// <param name="design">Its features.</param>
/// <param name="loss">ℓ over them.</param>
/// <param name="coordinates">The way into the coordinates of the design.</param>
/// <param name="workers">The threads that share the work.</param>
internal sealed class PreciseRounding<TTarget>(
    LinearProblem<TTarget> problem, DesignMatrix design, BlockLoss loss, ModelCoordinates coordinates, Workers workers)
{
    /// <summary>The share of F that rounding may cost before larger models are tried.</summary>
    private const double WorthLarger = 1e-4;

    private static readonly double[] _larger = [1 + 3e-7, 1 + 1e-6, 1 + 1e-5, 1 + 1e-4];

    /// <summary>The model in single precision.</summary>
    /// <remarks>
    /// Where F is next to 0, scores that rounding leaves just short of the margin cost far more than a model that is larger by as
    /// much as rounding: then that is the better one.
    /// </remarks>
    public RoundedModel Round(PreciseResult result, double l2Regularization)
    {
        RoundedModel best = Round(result.Model, l2Regularization);
        if (loss is not HingeBlockLoss)
            return best;
        double least = Evaluate(best.Model, l2Regularization);
        foreach (double scale in _larger)
        {
            if (least <= (1 + WorthLarger) * result.Value)
                break;
            RoundedModel larger = Round(result.Model.Times(scale), l2Regularization);
            double value = Evaluate(larger.Model, l2Regularization);
            if (value < least)
                (best, least) = (larger, value);
        }

        return best;
    }

    /// <summary>F of a model, in double precision.</summary>
    public double Evaluate(LinearModel model, double l2Regularization) =>
        Evaluate(new NewtonObjective(design, loss, coordinates.PenaltyOf(l2Regularization), workers), coordinates.Parameters(model));

    /// <summary>F itself, the hinge with its kinks.</summary>
    /// <param name="objective">F, the hinge smoothed or not.</param>
    /// <param name="parameters">W and b.</param>
    public static double Evaluate(NewtonObjective objective, double[] parameters)
    {
        if (objective.Loss is not HingeBlockLoss hinge)
            return objective.EvaluateAt(parameters, gradient: null);
        var scores = new double[objective.Design.Length(objective.Outputs)];
        objective.Score(parameters, scores);
        return new HingeRay(objective, hinge).Evaluate(scores, penalty: 0, scale: 1).Value + objective.Penalty(parameters);
    }

    private RoundedModel Round(PreciseModel model, double l2Regularization) => ModelRounding.Of(
        problem with { L2Regularization = l2Regularization },
        ColumnScaling.None(design.Columns),
        PreciseLoss.Of(problem.Loss),
        model.Weights,
        model.Biases,
        design.Means,
        workers.CancellationToken);
}
