using MLExtensions.Matrices;
using MLExtensions.Optimization.Threads;

namespace MLExtensions.Optimization.Linear;

/// <summary>Minimises the objectives of several linear models on the same rows: many λ, and several folds.</summary>
/// <remarks>
/// Over many dense rows the members take the same minibatches, so that a row is read once for all of them; those that these do not bring near
/// their minimum go on one by one with quasi-Newton steps. Over few or sparse rows there are these alone, from large λ to small, each from
/// the minimum of the one before. The bits do not depend on the number of threads.
/// </remarks>
/// <param name="settings">How to descend, with the default update rule. Nobody is told about epochs.</param>
/// <param name="members">The members.</param>
/// <param name="folds">The fold of each example, if members leave out some.</param>
internal sealed class StackedDescent(LinearDescent settings, IReadOnlyList<StackMember> members, int[]? folds = null)
{
    /// <summary>As many members may follow each other: further ones gain little, and other threads have nothing to do.</summary>
    private const int MostInChain = 5;

    /// <summary>Finds the models, in the order of the members.</summary>
    /// <param name="problem">What the members have in common; its λ counts for nothing. The features are rescaled in place.</param>
    public LinearDescentResult[] Minimize<TTarget>(LinearProblem<TTarget> problem)
    {
        using var workers = new Workers(settings.NumberOfThreads, settings.CancellationToken);

        // Columns as the least penalty wants them: under a larger one, steps along rare columns are longer than need be, and fade all the same.
        LinearProblem<TTarget> least = problem with { L2Regularization = members.Min(member => member.L2Regularization) };
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, problem.Weights, least.PenaltyOverCurvature, workers);
        var results = new LinearDescentResult[members.Count];
        MinibatchPlan plan = MinibatchPlan.For(settings, problem, scaling);
        if (problem.Features is DenseMatrix dense && plan.IsWorthStacking)
        {
            StackedModel<TTarget>[] models = [.. members.Select(member => Model(problem, dense, scaling, member))];
            new StackedMinibatches<TTarget>(settings, plan, problem, dense, folds, workers).Descend(models);
            RunAll([.. Enumerable.Range(0, models.Length).Select(i => new[] { i })], workers, (i, own, _) =>
                results[i] = Finish(problem, models[i], scaling, own));
        }
        else
        {
            RunAll(Chains(), workers, (i, own, before) => results[i] =
                GoOn(OwnProblem(problem, members[i]), scaling, own, before is { } last ? [.. results[last].Parameters] : null, epochs: 0));
        }

        return results;
    }

    /// <summary>Those of the same fold, from large λ to small; where there are many, several chains, each of every so manieth.</summary>
    private int[][] Chains() =>
    [
        .. Enumerable.Range(0, members.Count).GroupBy(i => members[i].HeldOutFold).SelectMany(group =>
        {
            int[] sorted = [.. group.OrderByDescending(i => members[i].L2Regularization)];
            int chains = (sorted.Length + MostInChain - 1) / MostInChain;
            return Enumerable.Range(0, chains).Select(chain => sorted.Where((_, place) => place % chains == chain).ToArray());
        }),
    ];

    /// <summary>Does the members of each chain one after the other: a chain on a thread, or if there are too few, each member on all threads.</summary>
    /// <param name="chains">The members.</param>
    /// <param name="workers">All threads.</param>
    /// <param name="member">What is done: to which member, on which threads, after which other one.</param>
    private void RunAll(int[][] chains, Workers workers, Action<int, Workers, int?> member)
    {
        if (chains.Length < workers.Count)
            Run(chains, workers);
        else
            chains.ShareOut(workers, mine => Run(mine, new Workers(1, settings.CancellationToken)));

        void Run(int[][] some, Workers own)
        {
            foreach (int[] chain in some)
                for (int place = 0; place < chain.Length; place++)
                    member(chain[place], own, place == 0 ? null : chain[place - 1]);
        }
    }

    private static StackedModel<TTarget> Model<TTarget>(
        LinearProblem<TTarget> problem, DenseMatrix features, ColumnScaling scaling, StackMember member)
    {
        LinearProblem<TTarget> penalised = problem with { L2Regularization = member.L2Regularization };
        return new StackedModel<TTarget>(
            member, new DenseLinearObjective<TTarget>(penalised, features, scaling, workers: null, remembersGradients: false));
    }

    private LinearDescentResult Finish<TTarget>(LinearProblem<TTarget> problem, StackedModel<TTarget> model, ColumnScaling scaling, Workers workers)
    {
        LinearProblem<TTarget> own = OwnProblem(problem, model.Member);
        DescentOutcome outcome = model.Outcome;
        if (outcome.End is DescentEnd.Exhausted or DescentEnd.Diverged)
            return GoOn(own, scaling, workers, model.Parameters, outcome.Epochs);

        // What the minibatches were told of is the loss itself only if that is smooth.
        LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(own, scaling, workers);
        double reached = own.Loss.HasKinks ? Value(objective, own, model.Parameters) : model.Value * problem.TotalWeight;
        return new LinearDescentResult(objective.ToModel(model.Parameters), model.Parameters, scaling, reached, outcome);
    }

    /// <summary>Quasi-Newton steps, from some parameters or from 0.</summary>
    private LinearDescentResult GoOn<TTarget>(
        LinearProblem<TTarget> own, ColumnScaling scaling, Workers workers, float[]? parameters, int epochs)
    {
        LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(own, scaling, workers);
        parameters ??= new float[objective.Dimension];
        double tolerance = Tolerances.Of(settings.Tolerance, own).Step;
        DescentOutcome outcome =
            new QuasiNewtonPhase<TTarget>(settings, own, scaling, tolerance, workers).Descend(parameters, epochs, (_, _) => true);
        return new LinearDescentResult(objective.ToModel(parameters), parameters, scaling, Value(objective, own, parameters), outcome);
    }

    private static double Value<TTarget>(LinearObjective<TTarget> objective, LinearProblem<TTarget> own, float[] parameters) =>
        (objective.MeanLoss(parameters) + objective.Penalty(parameters)) * own.TotalWeight;

    /// <summary>What a member minimises, were it alone.</summary>
    private LinearProblem<TTarget> OwnProblem<TTarget>(LinearProblem<TTarget> problem, StackMember member)
    {
        float[] weights = problem.Weights;
        if (folds is not null && member.HeldOutFold is { } heldOut)
            weights = [.. weights.Select((weight, i) => folds[i] == heldOut ? 0 : weight)];
        return new LinearProblem<TTarget>(problem.Features, problem.Targets, weights, problem.Outputs, problem.Loss, member.L2Regularization);
    }
}
