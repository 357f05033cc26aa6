using System.Numerics;
using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization;

/// <summary>The descent loop: shuffled minibatches, an update rule, a step-size schedule.</summary>
internal sealed class GradientDescent<T>(IUpdateRule<T> rule, IStepSchedule schedule)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Whether each epoch visits the examples in a new random order.</summary>
    public bool Shuffle { get; init; } = true;

    public int Seed { get; init; }

    /// <summary>Called after each epoch.</summary>
    public Action<EpochReport>? OnEpoch { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Moves the parameters downhill, in place.</summary>
    /// <returns>False if the objective was no longer finite, where the descent stopped.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the parameters are somewhere on the way.</exception>
    public bool Minimize(IStochasticObjective<T> objective, T[] parameters)
    {
        var workingSet = new WorkingSet<T>(parameters, objective.BlockSize, rule.StatePerParameter);
        var order = new ExampleOrder(objective.Examples, BatchSize, Shuffle ? new Random(Seed) : null);
        long planned = (long)Epochs * order.Batches;
        long iteration = 0;
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            order.BeginEpoch();
            double loss = 0;
            double stepSize = 0;
            for (int b = 0; b < order.Batches; b++)
            {
                CancellationToken.ThrowIfCancellationRequested();
                stepSize = schedule.StepSize(iteration, planned);
                loss += Step(objective, workingSet, order.Batch(b), new UpdateStep(stepSize, ++iteration, objective.Rows));
                if (!double.IsFinite(loss))
                    return false;
            }

            OnEpoch?.Invoke(new EpochReport(epoch, loss / order.Batches + objective.Penalty(parameters), stepSize));
        }

        return true;
    }

    private double Step(
        IStochasticObjective<T> objective, WorkingSet<T> workingSet, ReadOnlySpan<int> batch, in UpdateStep step)
    {
        bool gathered = objective.TrySelectBlocks(batch, out ReadOnlySpan<int> blocks);
        WorkingSet<T>.Loan loan = gathered ? workingSet.Borrow(blocks) : workingSet.BorrowAll();
        double loss = objective.EstimateGradient(batch, loan.Parameters, loan.Gradient);
        rule.Update(loan.Parameters, loan.Gradient, loan.State, step);
        if (gathered)
            workingSet.GiveBack(blocks);
        return loss;
    }
}
