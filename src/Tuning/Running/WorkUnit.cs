using System.Diagnostics;
using Microsoft.ML;
using MLExtensions.Contracts;
using MLExtensions.Threading;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Running;

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

    public IReadOnlyList<TrialPath> Paths => _paths;

    /// <summary>Fits the first steps, as far as all trials and folds have the same estimator.</summary>
    public void FitShared() => _paths[0].FitShared();

    /// <summary>Trains and scores.</summary>
    /// <param name="scorer">What scores.</param>
    /// <param name="perClass">Whether it is to score each class.</param>
    /// <param name="guess">What a guess scores on the fold, from scored training and validation rows.</param>
    /// <param name="numberOfThreads">How many threads there are for it.</param>
    /// <param name="cancellationToken">Looked at between fits, and while this library's trainers train.</param>
    /// <returns>An outcome for each trial.</returns>
    /// <exception cref="UnsuitableMetricException">The metric says nothing about these predictions.</exception>
    public FitOutcome[] Run(
        Scorer scorer, bool perClass, Func<TrialPath, ScoredRows, ScoredRows, MetricValue> guess, int numberOfThreads, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var outcomes = new FitOutcome[_paths.Length];
        try
        {
            Fold data = _paths[0].Before.Output;
            IReadOnlyList<ITransformer> models = Fit(data.Training, numberOfThreads, cancellationToken);
            var scores = new ModelScores(scorer, perClass, data, _paths.Length > 1 ? _paths[0].Trainer : null, cancellationToken);
            TimeSpan share = watch.Elapsed / _paths.Length;
            ParallelWork.Run(
                _paths.Length, numberOfThreads, (i, _) => outcomes[i] = Outcome(_paths[i], models[i], scores, guess, share, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            Array.Fill(outcomes, FitOutcome.Failed(exception, watch.Elapsed / _paths.Length));
        }

        return outcomes;
    }

    /// <summary>Trains the model of a single trial, and asks it for what it had not seen.</summary>
    /// <param name="scorer">What reads its answers.</param>
    /// <param name="repeat">The split that the fold is of, from 1.</param>
    /// <param name="numberOfThreads">How many threads there are for it.</param>
    /// <param name="cancellationToken">Looked at while this library's trainers train.</param>
    public FoldPredictions Predict(Scorer scorer, int repeat, int numberOfThreads, CancellationToken cancellationToken)
    {
        Fold data = _paths[0].Before.Output;
        ITransformer model = Fit(data.Training, numberOfThreads, cancellationToken)[0];
        return new ModelScores(scorer, perClass: false, data, trainer: null, cancellationToken)
            .Predict([.. _paths[0].FitRest(model, data.Training).SelectMany(Scorer.Steps)], repeat);
    }

    /// <summary>Notes that the unit needs nothing any more.</summary>
    public void Release() => _paths[0].Before.Release();

    private IReadOnlyList<ITransformer> Fit(IDataView training, int numberOfThreads, CancellationToken cancellationToken)
    {
        TrialPath first = _paths[0];
        if (_paths.Length > 1)
            return first.Trainer!.FitAll(training, [.. _paths.Select(path => path.Trainer!.L2Regularization)], numberOfThreads, cancellationToken);
        PipelineNode own = first.Steps[first.FirstOwn];
        return [own.Estimator is IThreadedTrainer trainer ? trainer.Fit(training, numberOfThreads, cancellationToken) : own.Fit(training)];
    }

    private static FitOutcome Outcome(
        TrialPath path, ITransformer model, ModelScores scores, Func<TrialPath, ScoredRows, ScoredRows, MetricValue> guess, TimeSpan shareOfFit,
        CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            (MetricValue training, MetricValue validation, MetricValue guessed) = scores.Of(
                [.. path.FitRest(model, scores.Data.Training).SelectMany(Scorer.Steps)], path.ExampleWeight, (known, unknown) => guess(path, known, unknown));
            return new FitOutcome(training, validation, guessed, scores.Examples, shareOfFit + watch.Elapsed);
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
