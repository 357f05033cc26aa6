using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// How a linear problem is minimized. Small, medium and wide data: in double precision, by Newton's method, or for the hinge on
/// its dual, to the end. Large data: in single precision, until it is close enough (<see cref="SingleDescent{TTarget}"/>). What
/// is not set is chosen from the data.
/// </summary>
/// <param name="settings">How to descend.</param>
internal sealed class LinearDescent(DescentSettings settings)
{
    private const int ManyRows = 12_800;
    private const int RowsPerColumn = 32;

    /// <summary>Pairs of rows and classes from which on the hinge is worth it.</summary>
    private const long ManyPairs = 2_000;

    private const int HingeRowsPerColumn = 8;

    /// <summary>Stored entries of which one vector is found sooner in double precision from zero: they stay in the cache.</summary>
    private const long FewEntries = 1 << 20;

    /// <summary>Finds the model.</summary>
    /// <param name="problem">What to minimize. The features are rescaled in place.</param>
    /// <param name="heldOut">
    /// Examples to watch the loss of; their features are rescaled in place. The model is the one that did best on them.
    /// </param>
    /// <exception cref="InvalidOperationException">The minibatch steps diverged, and no others were to follow.</exception>
    public LinearDescentResult Minimize<TTarget>(LinearProblem<TTarget> problem, LinearProblem<TTarget>? heldOut = null)
    {
        using var workers = new Workers(settings.NumberOfThreads, settings.CancellationToken);
        if (heldOut is not null || !IsPrecise(problem))
            return new SingleDescent<TTarget>(settings, problem, workers).Minimize(heldOut);

        using var precise = new PreciseDescent<TTarget>(problem, settings, workers);
        PreciseStart? start = DescendsFromZero(problem) ? null : new SingleStart<TTarget>(settings, problem, workers).At(problem.L2Regularization, Tell);
        PreciseResult result = precise.Minimize(problem.L2Regularization, Tell, start);
        RoundedModel rounded = precise.Rounding.Round(result, problem.L2Regularization);
        return new LinearDescentResult(rounded, ColumnScaling.None(problem.Features.Columns), precise.Rounding.Evaluate(rounded.Model, problem.L2Regularization), result.Outcome)
        {
            Precise = result.Model,
            LowerBound = result.LowerBound,
        };

        bool Tell(EpochReport report)
        {
            settings.OnEpoch?.Invoke(report);
            return true;
        }
    }

    /// <summary>Whether a problem is solved in double precision and to the end.</summary>
    /// <param name="problem">What to minimize.</param>
    public bool IsPrecise<TTarget>(LinearProblem<TTarget> problem) => settings.UseQuasiNewton && PreciseDescent<TTarget>.Suits(problem);

    /// <summary>Whether a problem is solved so without minibatches before.</summary>
    /// <param name="problem">What to minimize.</param>
    public bool DescendsFromZero<TTarget>(LinearProblem<TTarget> problem) =>
        IsPrecise(problem) && !settings.AsksForMinibatches && !StartsInSinglePrecision(problem);

    /// <summary>
    /// Whether a problem is first approached in single precision: over many dense rows minibatches come near the minimum of a
    /// smooth loss in a few passes, and what is made for the hinge over large data often ends with a proof.
    /// </summary>
    public static bool StartsInSinglePrecision<TTarget>(LinearProblem<TTarget> problem)
    {
        if (problem.Features is not DenseMatrix)
            return false;
        if (problem.HasOppositeClasses && !problem.Loss.HasKinks && problem.Features.StoredEntries <= FewEntries)
            return false;
        return problem.Loss.HasKinks
            ? (long)problem.Features.Rows * problem.Outputs >= ManyPairs && problem.Features.Rows >= HingeRowsPerColumn * problem.Features.Columns
            : problem.Features.Rows >= Math.Max(ManyRows, RowsPerColumn * problem.Features.Columns);
    }

    /// <summary>
    /// A model closer to the minimum than a result's in single precision, by as many quasi-Newton steps as small data get.
    /// </summary>
    /// <param name="problem">What was minimized, its features rescaled.</param>
    /// <param name="result">Stays as it is.</param>
    public LinearModel Refine<TTarget>(LinearProblem<TTarget> problem, LinearDescentResult result)
    {
        var parameters = (float[])result.Parameters.Clone();
        DescentSettings strict = settings with { MaximumEpochs = null, Deadline = default };
        using var workers = new Workers(settings.NumberOfThreads, settings.CancellationToken);
        new QuasiNewtonPhase<TTarget>(strict, problem, result.Scaling, Tolerances.Strict, workers).Descend(parameters, epochs: 0, (_, _) => true);
        return LinearObjective<TTarget>.Create(problem, result.Scaling, workers).ToModel(parameters);
    }
}
