using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.Hinge.Bounds;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// A certificate for a support vector machine of which nothing is known but the model; <see cref="DualityGap"/> has that of
/// smooth losses.
/// </summary>
internal static class HingeGap
{
    /// <summary>Epochs of the ascent at most.</summary>
    private const int MostEpochs = 200;

    /// <summary>The share of what is missing that some epochs have to bring for more to follow.</summary>
    private const double WorthwhileShare = 0.05;

    /// <summary>δ, as a share of the margin.</summary>
    private const float Smoothing = 0.2f;

    /// <summary>The share of F that nobody needs to know better.</summary>
    private const double Close = 0.002;

    /// <summary>Bounds how far a model is above the minimum, whatever it comes from.</summary>
    /// <param name="problem">The problem, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    /// <param name="margin">m.</param>
    /// <param name="model">The model, in the user's units.</param>
    /// <param name="workers">The threads; the bits do not depend on how many.</param>
    /// <remarks>
    /// At a minimum many pairs lie at the kink, where any slope is one; here they begin with one of a half. Over sparse rows the
    /// bound is that of the minimum itself, found apart.
    /// </remarks>
    public static Certificate Of(LinearProblem<int> problem, ColumnScaling scaling, float margin, LinearModel model, Workers workers)
    {
        double value = HingeObjective.Of(problem, scaling, margin, model, workers);
        if (!(problem.L2Regularization > 0) || !double.IsFinite(value))
            return new Certificate(value, double.PositiveInfinity);
        if (problem.Features is SparseMatrix)
            return new Certificate(value, Math.Max(0, value - Minimum(problem, scaling, workers).LowerBound));
        var rows = new HingeRows(problem, margin, Smoothing * margin, workers);
        var parameters = new float[rows.Products.Dimension];
        float[] penaltySlopes = new Penalty(problem.L2Regularization, scaling, unit: problem.TotalWeight).Slopes(problem.Outputs);
        int columns = problem.Features.Columns;
        for (int k = 0; k < problem.Outputs; k++)
        {
            for (int f = 0; f < columns; f++)
                parameters[k * columns + f] = (float)(model.Weights[k][f] * scaling.Scale[f]);
        }

        Array.ConvertAll(scaling.ConditionBiases(model), b => (float)b).CopyTo(parameters, problem.Outputs * columns);
        rows.SetMultipliers(0.5f);
        rows.Score(parameters);
        var certificate = new HingeCertificate(rows, problem, margin, scaling, workers)
        {
            MostEpochs = MostEpochs,
            WorthwhileShare = WorthwhileShare,
        };
        certificate.Begin(problem.L2Regularization);
        certificate.Improve(round: 0, value / problem.TotalWeight, Close, parameters, penaltySlopes);
        return new Certificate(value, Math.Max(0, value - certificate.LowerBound * problem.TotalWeight));
    }

    private static PreciseResult Minimum(LinearProblem<int> problem, ColumnScaling scaling, Workers workers)
    {
        FeatureMatrix features = new UnscaledRows(problem.Features, scaling).Restore(workers.CancellationToken);
        using var descent = new PreciseDescent<int>(problem with { Features = features }, new DescentSettings(), workers);
        return descent.Minimize(problem.L2Regularization, _ => true);
    }
}
