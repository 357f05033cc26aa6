using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// Rounds of minibatches that several linear models of the same dense rows take together, each of the models that are not near
/// their minimum yet.
/// </summary>
/// <param name="settings">How to descend.</param>
/// <param name="plan">How many minibatches, and with what steps.</param>
/// <param name="problem">What the models have in common.</param>
/// <param name="features">Its features, rescaled.</param>
/// <param name="workers">The threads, each with models of its own.</param>
internal sealed class StackedMinibatches<TTarget>(
    DescentSettings settings, MinibatchPlan plan, LinearProblem<TTarget> problem, DenseMatrix features, Workers workers)
{
    /// <summary>The share of F that a model is certainly within, and that is little enough.</summary>
    private const double CertainTolerance = 0.01;

    private readonly LinearProblem<TTarget> _smoothed = problem.Smoothed;
    private readonly Tolerances _tolerances = Tolerances.Of(settings.Tolerance, problem);

    /// <summary>Moves the models downhill, as many together as there is room for the gradients of.</summary>
    public void Descend(StackedModel<TTarget>[] models)
    {
        foreach (StackedModel<TTarget>[] some in models.Chunk(Math.Max(1, plan.MostRemembered / problem.Outputs)))
        {
            DescendTogether(some);
            foreach (StackedModel<TTarget> model in some)
                model.Memory = null;
        }
    }

    private void DescendTogether(StackedModel<TTarget>[] models)
    {
        int rounds = plan.IsLarge ? MinibatchPlan.MostRounds : 1;
        for (int round = 0; round < rounds && models.Length > 0; round++)
        {
            models.DealTo(workers, mine => Take(round, mine));
            foreach (StackedModel<TTarget> model in models)
                if (model.Outcome.End == DescentEnd.Exhausted && IsNear(model))
                    model.Outcome = model.Outcome with { End = DescentEnd.Converged };
            models = Array.FindAll(models, model => model.Outcome.End == DescentEnd.Exhausted && !(model.Outcome.Epochs >= settings.MaximumEpochs));
        }
    }

    /// <summary>A round of some models, on the calling thread.</summary>
    private void Take(int round, StackedModel<TTarget>[] models)
    {
        foreach (StackedModel<TTarget> model in models)
            model.Memory ??= new GradientMemory(features.Rows, problem.Outputs, model.Parameters.Length);
        var objective = new StackedObjective<TTarget>(_smoothed, features, models, settings.CancellationToken);
        float[] parameters = [.. models.SelectMany(model => model.Parameters)];
        int before = models[0].Outcome.Epochs;
        double[] values = [.. models.Select(model => model.Value)];
        DescentOutcome outcome = plan.Round(round, before, Observe).Minimize(objective, parameters);
        outcome = outcome with { Epochs = before + outcome.Epochs };
        if (outcome.End == DescentEnd.Diverged)
        {
            foreach (StackedModel<TTarget> model in models)
                model.GiveUp(outcome);
            return;
        }

        for (int i = 0; i < models.Length; i++)
            models[i].Note(values[i], parameters.AsSpan(i * models[i].Parameters.Length, models[i].Parameters.Length), outcome);

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            values = objective.TakeValues(x);
            return true;
        }
    }

    private bool IsNear(StackedModel<TTarget> model)
    {
        GapEstimate gap = model.EstimateGap();
        return _tolerances.IsNear(gap, model.Value) || gap.Bound <= CertainTolerance * model.Value
            || model.Gain <= _tolerances.Gain * model.Value;
    }
}
