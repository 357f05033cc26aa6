using System.Diagnostics;
using Microsoft.ML;

namespace MLExtensions.Tuning;

/// <summary>Trials to be trained on a fold in one go: one, or several that differ in λ alone.</summary>
internal sealed class WorkUnit
{
    private readonly TrialPath[] _paths;

    public WorkUnit(IEnumerable<TrialPath> paths)
    {
        _paths = [.. paths];
        _paths[0].Before.Reserve();
    }

    public int Fold => _paths[0].Fold;

    public IEnumerable<TrialPlan> Plans => _paths.Select(path => path.Plan);

    /// <summary>Trains and scores.</summary>
    /// <param name="scorer">What scores.</param>
    /// <param name="perClass">Whether it is to score each class.</param>
    /// <param name="guess">What a guess scores on the fold, from scored training and validation rows.</param>
    /// <param name="numberOfThreads">How many threads there are for it.</param>
    /// <param name="cancellationToken">Looked at between fits, and while this library's trainers train.</param>
    /// <returns>An outcome for each trial.</returns>
    /// <exception cref="UnsuitableMetricException">The metric says nothing about these predictions.</exception>
    public FitOutcome[] Run(
        Scorer scorer, bool perClass, Func<int, IDataView, IDataView, double> guess, int numberOfThreads, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var outcomes = new FitOutcome[_paths.Length];
        try
        {
            Fold data = _paths[0].Before.Output;
            IReadOnlyList<ITransformer> models = Fit(data.Training, numberOfThreads, cancellationToken);
            int examples = RowCount.Of(data.Training);
            TimeSpan share = watch.Elapsed / _paths.Length;
            var options = new ParallelOptions { MaxDegreeOfParallelism = numberOfThreads, CancellationToken = cancellationToken };
            if (numberOfThreads > 1 && _paths.Length > 1)
                Parallel.For(0, _paths.Length, options, Score);
            else
                for (int i = 0; i < _paths.Length; i++)
                    Score(i);

            void Score(int i) => outcomes[i] = Outcome(_paths[i], models[i], data, scorer, perClass, guess, examples, share, cancellationToken);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            Array.Fill(outcomes, FitOutcome.Failed(exception, watch.Elapsed / _paths.Length));
        }

        return outcomes;
    }

    /// <summary>Notes that the unit needs nothing any more.</summary>
    public void Release() => _paths[0].Before.Release();

    private IReadOnlyList<ITransformer> Fit(IDataView training, int numberOfThreads, CancellationToken cancellationToken)
    {
        TrialPath first = _paths[0];
        if (first.Trainer is not { } trainer)
            return [first.Steps[first.FirstOwn].Fit(training)];
        return _paths.Length == 1
            ? [trainer.Fit(training, numberOfThreads, cancellationToken)]
            : trainer.FitAll(training, [.. _paths.Select(path => path.Trainer!.L2Regularization)], numberOfThreads, cancellationToken);
    }

    private static FitOutcome Outcome(
        TrialPath path, ITransformer model, Fold data, Scorer scorer, bool perClass, Func<int, IDataView, IDataView, double> guess,
        int examples, TimeSpan shareOfFit, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ITransformer[] steps = [.. path.FitRest(model, data.Training).SelectMany(Scorer.Steps)];
            IDataView validation = scorer.Predict(steps, data.Validation);
            scorer.RequireSense(validation);
            IDataView training = scorer.Predict(steps, data.Training);
            return new FitOutcome(
                scorer.Evaluate(training, perClass), scorer.Evaluate(validation, perClass), guess(path.Fold, training, validation), examples,
                shareOfFit + watch.Elapsed);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            return FitOutcome.Failed(exception, shareOfFit + watch.Elapsed);
        }
    }

    /// <summary>Whether it concerns the trial alone: neither the whole sweep nor the user, who has had enough.</summary>
    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not UnsuitableMetricException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
