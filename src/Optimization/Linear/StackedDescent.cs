using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>Minimizes the objectives of several linear models on the same rows, which differ in λ alone.</summary>
/// <remarks>
/// What is solved in double precision (<see cref="PreciseDescent{TTarget}"/>), and a large dense SVM
/// (<see cref="HingeDescent"/>), goes from large λ to small, each member from the minimum of the one before: Friedman, Hastie and
/// Tibshirani, Regularization paths for generalized linear models via coordinate descent, J. Stat. Softw. 33 (2010), section 2.5.
/// Each ends as near its minimum as it would alone. Of larger data with a smooth loss, many wide dense rows give all members the
/// same minibatches, so that a row is read once for all of them, and those that these do not bring near their minimum go on one
/// by one with quasi-Newton steps; over narrow or sparse rows there are these alone, again from large λ to small. The bits do not
/// depend on the number of threads.
/// </remarks>
/// <param name="settings">How to descend, with the default update rule. Nobody is told about epochs.</param>
/// <param name="l2Regularizations">The λ of the members.</param>
internal sealed class StackedDescent(DescentSettings settings, IReadOnlyList<double> l2Regularizations)
{
    /// <summary>
    /// As many members may follow each other; of more, other threads can take some. The first of each has the longest way.
    /// </summary>
    private const int MostInChain = 20;

    /// <summary>
    /// Who chooses among models needs no more digits: the share of F that another quasi-Newton step has to promise, where its
    /// promise is a part of what there is to gain.
    /// </summary>
    private const double ToleranceToChoose = 5e-6;

    /// <summary>The same where the promise is about what there is to gain, or where kinks are smoothed more and more.</summary>
    private const double StrictToleranceToChoose = 1e-6;

    /// <summary>
    /// Nor does it matter to it how near to 0 an objective comes: the share of its value for W = 0 that is as good as 0.
    /// </summary>
    private const double NegligibleToChoose = 1e-3;

    /// <summary>Finds the models, in the order of the members.</summary>
    /// <param name="problem">
    /// What the members have in common; its λ counts for nothing. The features are rescaled in place.
    /// </param>
    public StackResult[] Minimize<TTarget>(LinearProblem<TTarget> problem)
    {
        using var workers = new Workers(settings.NumberOfThreads, settings.CancellationToken);
        if (new LinearDescent(settings).IsPrecise(problem))
            return MinimizePrecisely(problem, workers);

        // Columns as the least penalty wants them: under a larger one, steps along rare columns are longer than need be, and fade all the same.
        LinearProblem<TTarget> least = problem with { L2Regularization = l2Regularizations.Min() };
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, problem.Weights, least.PenaltyOverCurvature, workers);
        var results = new StackResult[l2Regularizations.Count];
        if (problem is LinearProblem<int> svm && HingeDescent.Suits(svm with { L2Regularization = least.L2Regularization }))
        {
            Follow(svm, scaling, workers, results);
            return results;
        }

        MinibatchPlan plan = MinibatchPlan.For(settings, problem, scaling);
        if (problem.Features is DenseMatrix dense && plan.IsWorthStacking && !OutputCurvature.IsWorthwhile(problem))
        {
            StackedModel<TTarget>[] models = [.. l2Regularizations.Select(penalty => Model(problem, dense, scaling, penalty))];
            new StackedMinibatches<TTarget>(settings, plan, problem, dense, workers).Descend(models);
            RunAll([.. Enumerable.Range(0, models.Length)], workers, (i, own) => results[i] = Finish(problem, models[i], scaling, own));
        }
        else
        {
            RunAll(Chains(), workers, (chain, own) => Follow(problem, chain, scaling, own, results));
        }

        return results;
    }

    /// <summary>From large λ to small, each from the minimum of the one before.</summary>
    private StackResult[] MinimizePrecisely<TTarget>(LinearProblem<TTarget> problem, Workers workers)
    {
        using var descent = new PreciseDescent<TTarget>(problem, settings, workers);
        LinearProblem<TTarget> least = problem with { L2Regularization = l2Regularizations.Min() };
        SingleStart<TTarget>? start = problem.Loss.HasKinks && LinearDescent.StartsInSinglePrecision(least) ? new SingleStart<TTarget>(settings, least, workers) : null;
        var results = new StackResult[l2Regularizations.Count];
        foreach (int i in Enumerable.Range(0, results.Length).OrderByDescending(i => l2Regularizations[i]))
        {
            PreciseResult result = descent.Minimize(l2Regularizations[i], _ => true, start?.At(l2Regularizations[i], _ => true));
            results[i] = new StackResult(descent.Rounding.Round(result, l2Regularizations[i]), [], result.Outcome);
        }

        return results;
    }

    /// <summary>From large λ to small; where there are many, in several chains that take turns.</summary>
    private int[][] Chains()
    {
        int[] sorted = [.. Enumerable.Range(0, l2Regularizations.Count).OrderByDescending(i => l2Regularizations[i])];
        int chains = (sorted.Length + MostInChain - 1) / MostInChain;
        return [.. Enumerable.Range(0, chains).Select(chain => sorted.Where((_, place) => place % chains == chain).ToArray())];
    }

    /// <summary>
    /// Does each of several pieces of work on a thread, or if there are too few, one after the other on all threads.
    /// </summary>
    private void RunAll<TPiece>(TPiece[] pieces, Workers workers, Action<TPiece, Workers> work)
    {
        if (pieces.Length < workers.Count)
            Array.ForEach(pieces, piece => work(piece, workers));
        else
            pieces.DealTo(workers, mine => Array.ForEach(mine, piece => work(piece, new Workers(1, settings.CancellationToken))));
    }

    /// <summary>
    /// The members of a large SVM from large λ to small, each from the minimum of the one before, its slopes and what it has
    /// learnt of the curvature.
    /// </summary>
    private void Follow(LinearProblem<int> problem, ColumnScaling scaling, Workers workers, StackResult[] results)
    {
        var descent = new HingeDescent(settings, problem, scaling, workers);
        float[]? parameters = null;
        foreach (int i in Enumerable.Range(0, results.Length).OrderByDescending(i => l2Regularizations[i]))
        {
            LinearProblem<int> own = problem with { L2Regularization = l2Regularizations[i] };
            LinearObjective<int> objective = LinearObjective<int>.Create(own, scaling, workers);
            int epochs = 0;
            if (parameters is null)
            {
                parameters = new float[objective.Dimension];
                DescentSettings start = settings with { MaximumEpochs = HingeDescent.EpochsBefore };
                epochs = new MinibatchPhase<int>(start, own, scaling, workers).Descend(parameters, Tolerances.Of(null, own), () => 0, (_, _) => true).Epochs;
            }

            HingeResult result = descent.Descend(own.L2Regularization, parameters, epochs, (_, _) => true);
            results[i] = new StackResult(ToModel(objective, parameters), [.. parameters], result.Outcome);
        }
    }

    /// <summary>
    /// The members of a chain, each from the minimum of the one before and with what that one has learnt of the curvature.
    /// </summary>
    private void Follow<TTarget>(
        LinearProblem<TTarget> problem, int[] chain, ColumnScaling scaling, Workers workers, StackResult[] results)
    {
        LinearObjective<TTarget>? before = null;
        float[] parameters = [];
        CurvatureHistory<float>? history = null;
        foreach (int i in chain)
        {
            LinearProblem<TTarget> own = problem with { L2Regularization = l2Regularizations[i] };
            LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(own, scaling, workers);
            if (before is null)
                (parameters, history) = (new float[objective.Dimension], NewHistory(objective.Dimension));
            else
                Revise(history!, before, objective);
            if (objective is DenseLinearObjective<TTarget> dense && OutputCurvature.IsWorthwhile(problem))
                history!.Preconditioner = OutputCurvature.At(own, dense.PenaltySlopes, parameters);
            results[i] = GoOn(own, objective, scaling, workers, [.. parameters], epochs: 0, history);
            (before, parameters) = (objective, results[i].Parameters);
        }

        static CurvatureHistory<float> NewHistory(int dimension) => new(dimension, QuasiNewtonPhase<TTarget>.MemoryFor(dimension));
    }

    /// <summary>
    /// The gradient of λw² along a step is linear in λ, and that of the losses stays: so y is known for the next λ.
    /// </summary>
    private static void Revise<TTarget>(CurvatureHistory<float> history, LinearObjective<TTarget> before, LinearObjective<TTarget> next)
    {
        var difference = new float[before.Dimension];
        history.Revise((s, y) =>
        {
            Array.Clear(difference);
            before.AddPenaltyGradient(s, difference);
            TensorPrimitives.Subtract(y, difference, y);
            next.AddPenaltyGradient(s, y);
        });
    }

    private static StackedModel<TTarget> Model<TTarget>(
        LinearProblem<TTarget> problem, DenseMatrix features, ColumnScaling scaling, double l2Regularization)
    {
        LinearProblem<TTarget> penalized = problem with { L2Regularization = l2Regularization };
        return new StackedModel<TTarget>(
            l2Regularization, new DenseLinearObjective<TTarget>(penalized, features, scaling, workers: null, remembersGradients: false));
    }

    private StackResult Finish<TTarget>(LinearProblem<TTarget> problem, StackedModel<TTarget> model, ColumnScaling scaling, Workers workers) =>
        model.Outcome.End is DescentEnd.Exhausted or DescentEnd.Diverged
            ? GoOn(problem with { L2Regularization = model.L2Regularization }, model.Objective, scaling, workers, model.Parameters, model.Outcome.Epochs)
            : new StackResult(ToModel(model.Objective, model.Parameters), model.Parameters, model.Outcome);

    private static RoundedModel ToModel<TTarget>(LinearObjective<TTarget> objective, float[] parameters)
    {
        objective.CenterBiases(parameters);
        return RoundedModel.AsIs(objective.ToModel(parameters));
    }

    /// <summary>Quasi-Newton steps.</summary>
    private StackResult GoOn<TTarget>(
        LinearProblem<TTarget> own, LinearObjective<TTarget> objective, ColumnScaling scaling, Workers workers,
        float[] parameters, int epochs, CurvatureHistory<float>? history = null)
    {
        bool isStrict = history?.Preconditioner is not null || own.Loss.HasKinks;
        double tolerance = settings.Tolerance ?? (isStrict ? StrictToleranceToChoose : ToleranceToChoose);

        // Minibatches come first only over data so large that the last digits would take most of the time.
        if (epochs > 0 && settings.Tolerance is null)
            tolerance = Math.Max(tolerance, Tolerances.Of(chosen: null, own).Step);
        var phase = new QuasiNewtonPhase<TTarget>(settings, own, scaling, tolerance, workers) { NegligibleShare = NegligibleToChoose };
        DescentOutcome outcome = phase.Descend(parameters, epochs, (_, _) => true, history);
        return new StackResult(ToModel(objective, parameters), parameters, outcome);
    }
}
