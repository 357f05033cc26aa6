using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Descent;

/// <summary>The descent loop: shuffled minibatches, an update rule, a step-size schedule.</summary>
internal sealed class GradientDescent<T>(UpdateRule rule, StepSchedule schedule)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>α₀, which the schedule multiplies.</summary>
    public required double LearningRate { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Whether each epoch visits the examples in a new random order.</summary>
    public bool Shuffle { get; init; } = true;

    public int Seed { get; init; }

    /// <summary>
    /// The share of the iterations, at their end, over which the parameters are averaged; 0: the last ones count.
    /// </summary>
    public double AveragedShare { get; init; }

    public EpochObserver<T>? OnEpoch { get; init; }

    public Deadline Deadline { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Moves the parameters downhill, in place.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the parameters are somewhere on the way.</exception>
    public DescentOutcome Minimize(IStochasticObjective<T> objective, T[] parameters)
    {
        var order = new ExampleOrder(objective.Examples, BatchSize, Shuffle ? new Random(Seed) : null);
        long planned = (long)Epochs * order.Batches;
        var steps = new Steps(objective, rule, parameters, tail: (long)(AveragedShare * planned), planned);
        (int epochs, DescentEnd end) = Descend(steps, order, planned);
        steps.Average.CopyTo(parameters);
        return new DescentOutcome(epochs, end);
    }

    private DescentOutcome Descend(Steps steps, ExampleOrder order, long planned)
    {
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            order.BeginEpoch();
            double loss = 0;
            double squaredNorms = 0;
            double stepSize = 0;
            for (int b = 0; b < order.Batches; b++)
            {
                CancellationToken.ThrowIfCancellationRequested();
                if (Deadline.HasPassed)
                    return new DescentOutcome(epoch - 1, DescentEnd.TimedOut);
                stepSize = LearningRate * schedule.Factor(steps.Done, planned);
                (double batchLoss, double squaredNorm) = steps.Take(order.Batch(b), stepSize);
                loss += batchLoss;
                squaredNorms += squaredNorm;
                if (!double.IsFinite(loss))
                    return new DescentOutcome(epoch, DescentEnd.Diverged);
            }

            double objective = loss / order.Batches + steps.Penalty;
            double norm = Math.Sqrt(squaredNorms / order.Batches);
            if (OnEpoch?.Invoke(new EpochReport(epoch, objective, stepSize, norm), steps.Average) == false)
                return new DescentOutcome(epoch, DescentEnd.Stopped);
        }

        return new DescentOutcome(Epochs, DescentEnd.Exhausted);
    }

    /// <summary>The parameters on their way, a step at a time.</summary>
    private sealed class Steps(IStochasticObjective<T> objective, UpdateRule rule, T[] parameters, long tail, long planned)
    {
        private readonly WorkingSet<T> _workingSet = new(parameters, objective.BlockSize, rule.StatePerParameter);
        private readonly TailAverage<T>? _tail = tail > 0 ? new(parameters, objective.BlockSize) : null;

        public long Done { get; private set; }

        public double Penalty => objective.Penalty(parameters);

        /// <summary>The mean over the tail so far; before the tail begins, the parameters as they are.</summary>
        public ReadOnlySpan<T> Average => DoneOfTail > 0 ? _tail!.Over(DoneOfTail) : parameters;

        private long DoneOfTail => Done - (planned - tail);

        public (double Loss, double SquaredNorm) Take(ReadOnlySpan<int> batch, double stepSize)
        {
            bool gathered = objective.TrySelectBlocks(batch, out ReadOnlySpan<int> blocks);
            if (gathered)
                _tail?.Include(blocks, DoneOfTail);
            else
                _tail?.IncludeAll(DoneOfTail);

            WorkingSet<T>.Loan loan = gathered ? _workingSet.Borrow(blocks) : _workingSet.BorrowAll();
            double loss = objective.EstimateGradient(batch, loan.Parameters, loan.Gradient);
            double squaredNorm = double.CreateChecked(TensorPrimitives.SumOfSquares<T>(loan.Gradient));
            rule.Update(loan.Parameters, loan.Gradient, loan.State, new UpdateStep(stepSize, ++Done, objective.Rows));
            if (gathered)
                _workingSet.GiveBack(blocks);
            return (loss, squaredNorm);
        }
    }
}
