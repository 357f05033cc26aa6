using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Threading;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Parameters;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Tuning.Searches;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Running;

/// <summary>
/// A sweep from the data to the scores: round by round, the search says what to try, and it is tried on every fold.
/// </summary>
internal sealed class SweepRun : ISweepState, IDisposable
{
    /// <summary>More of them than this would only wait for each other.</summary>
    private const int MostThreads = 1_024;

    private readonly SweepTask _task;
    private readonly SweepSearch _search;
    private readonly IChannel _channel;
    private readonly SweepCheckpoint? _checkpoint;
    private readonly TrialPaths _paths;
    private readonly Lazy<int> _trainingRows;
    private readonly Lazy<int> _leastTrainingRows;
    private readonly List<SweepRound> _rounds = [];

    /// <summary>What is in the checkpoint, so that the estimators it shares with what follows have not been fitted yet.</summary>
    private readonly List<WorkUnit> _notShared = [];
    private readonly int _folds;

    /// <summary>What a guess scores on a fold; it knows the share of the rows that models are trained on.</summary>
    private readonly Dictionary<(int Fold, double Share), Lazy<MetricValue>> _guesses = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly object _lock = new();

    /// <summary>What is known of each trial that was begun, by its number: an outcome for each fold.</summary>
    private readonly Dictionary<(int Number, double Share), FitOutcome?[]> _outcomes = [];
    private readonly Dictionary<int, SweepTrial> _trials = [];
    private SweepTrial? _best;
    private int _finished;
    private int _planned;

    /// <param name="task">What is to be predicted, and how it is scored.</param>
    /// <param name="data">The data; read here, in one pass.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="search">What to try.</param>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or that of another sweep.</exception>
    public SweepRun(SweepTask task, IDataView data, SweepPipeline pipeline, SweepSearch search)
    {
        _task = task;
        _search = search;
        SweepOptions options = task.Options;
        _channel = task.Environment.Start("Sweep");
        try
        {
            MLContext ml = new SweepContexts(_channel, seed: 0).Create();
            Data = StoredRows.Of(data, options.CancellationToken);
            if (task.CheckpointFile is { } file)
                _checkpoint = SweepCheckpoint.Open(file, SweepDescription.Of(task, Data, pipeline, search), options.Seed, task.Seed);
            Seed = _checkpoint?.Seed ?? task.Seed;

            FoldSplit split = FoldSplit.Of(new FoldRequest(ml, Data, options, task.Scorer.IsClassification, options.NumberOfFolds, Seed));
            FoldSummary = split.Summary;
            _channel.Info(MessageSensitivity.None, $"{FoldSummary}".ReplaceLineEndings(" "));
            FoldLabels.Require(task.Scorer, Data, split.Folds);
            var shares = new TrainingShares(ml, split.Folds, options.LabelColumnName, task.Scorer.IsClassification, Seed);
            _paths = new TrialPaths(pipeline, new SweepContexts(_channel, Seed), shares);
            _folds = split.Folds.Count;
            _trainingRows = new Lazy<int>(() => split.Folds.Min(fold => RowCount.Of(fold.Training)));
            _leastTrainingRows = new Lazy<int>(() => 2 * _folds * Strata.CountClasses(ml, Data, options.LabelColumnName, task.Scorer.IsClassification));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The rows that were read.</summary>
    public StoredRows Data { get; }

    /// <inheritdoc/>
    public int Seed { get; }

    /// <summary>How the rows were split.</summary>
    public FoldSummary FoldSummary { get; }

    /// <inheritdoc/>
    public TimeSpan Elapsed => _watch.Elapsed + (_checkpoint?.Elapsed ?? TimeSpan.Zero);

    /// <inheritdoc/>
    public int Threads => Math.Min(_task.Options.NumberOfThreads ?? Environment.ProcessorCount, MostThreads);

    /// <inheritdoc/>
    public CancellationToken CancellationToken => _task.Options.CancellationToken;

    /// <inheritdoc/>
    public int TrainingRows => _trainingRows.Value;

    /// <inheritdoc/>
    public int LeastTrainingRows => _leastTrainingRows.Value;

    /// <summary>What each round had.</summary>
    public IReadOnlyList<SweepRound> Rounds => _rounds;

    /// <inheritdoc/>
    public IReadOnlyList<SweepTrial> Ranked => TrialOrder.Ranked(Compared, _task.Scorer);

    /// <summary>The trials, of which those have failed that answer fewer rows than another.</summary>
    private IEnumerable<SweepTrial> Compared => UnansweredRows.Compared([.. _trials.Values], _task.Scorer, _task.Options);

    /// <summary>Tries all there is to try.</summary>
    /// <returns>The trials in the order of their numbers.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The pipeline asks for a parameter that the search does not have.</exception>
    /// <exception cref="InvalidOperationException">The metric says nothing about these predictions.</exception>
    public IReadOnlyList<SweepTrial> Run()
    {
        foreach (IReadOnlyList<TrialPlan> plans in _search.Rounds(this))
        {
            ThreadLimit.Run(Threads, () => Try(plans));
            if (plans.Count > 0)
                _rounds.Add(SweepRound.Of(_rounds.Count + 1, Compared.Where(trial => plans.Any(plan => plan.Number == trial.Number)), _task.Scorer));
        }

        return [.. Compared.OrderBy(trial => trial.Number).ThenBy(trial => trial.TrainingShare)];
    }

    /// <summary>Trains a trial again on every fold, as if it were the only one.</summary>
    /// <param name="plan">The trial.</param>
    /// <returns>The rows of each fold, scored by models that had not seen them.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<FoldPredictions> Predict(TrialPlan plan)
    {
        WorkUnit[] units = [.. Enumerable.Range(0, _folds).Select(fold => new WorkUnit([_paths.Create(plan, fold)]))];
        ThreadLimit.Run(Threads, () => Array.ForEach(units, unit => unit.FitShared()));
        var folds = new FoldPredictions[_folds];
        WorkUnits.RunAll(
            units, Threads, (unit, threads, cancellationToken) => folds[unit.Fold] = unit.Predict(_task.Scorer, FoldSummary.Folds[unit.Fold].Repeat, threads, cancellationToken), _task.Options.CancellationToken);
        return folds;
    }

    public void Dispose()
    {
        _checkpoint?.Dispose();
        _channel.Dispose();
    }

    private void Try(IReadOnlyList<TrialPlan> plans)
    {
        _planned += plans.Count * _folds;
        foreach (TrialPlan plan in plans)
            _outcomes.Add((plan.Number, plan.Share), new FitOutcome?[_folds]);

        List<TrialPath> paths = [];
        foreach (TrialPlan plan in plans)
        {
            CancellationToken.ThrowIfCancellationRequested();
            for (int fold = 0; fold < _folds; fold++)
                if (Create(plan, fold) is { } path)
                    paths.Add(path);
        }

        if (_finished == 0)
            PipelineSchema.Require(paths.Where(path => path.Fold == 0), Data.Schema);
        List<WorkUnit> toDo = [];
        (WorkUnit Unit, FitOutcome?[] Known)[] units =
        [
            .. WorkUnits.Of(paths, _task.Options.TrainTogether).Select(unit => (unit, unit.Paths.Select(path => _checkpoint?.Find(path)).ToArray())),
        ];
        FitShared(units);
        foreach ((WorkUnit unit, FitOutcome?[] known) in units)
        {
            if (known.Contains(null))
                toDo.Add(unit);
            else
                Finish(unit, known!, isNew: false);
        }

        WorkUnits.RunAll(toDo, Threads, Run, CancellationToken);
        if (!_search.ComesBack)
            _paths.Forget();
    }

    /// <summary>
    /// Fits the estimators that all trials and folds share, in the order in which a sweep without interruptions does, since they
    /// may draw random numbers one after the other; those of units that a file has the outcomes of as soon as others have to
    /// follow them.
    /// </summary>
    private void FitShared((WorkUnit Unit, FitOutcome?[] Known)[] units)
    {
        _notShared.AddRange(units.Select(pair => pair.Unit));
        if (Array.TrueForAll(units, pair => !pair.Known.Contains(null)))
            return;
        foreach (WorkUnit unit in _notShared)
        {
            CancellationToken.ThrowIfCancellationRequested();
            unit.FitShared();
        }

        _notShared.Clear();
    }

    /// <returns>Null if the trial has failed already.</returns>
    private TrialPath? Create(TrialPlan plan, int fold)
    {
        try
        {
            return _paths.Create(plan, fold);
        }
        catch (Exception exception) when (exception is not MissingValueException)
        {
            Note([plan], fold, [FitOutcome.Failed(exception, TimeSpan.Zero)]);
            return null;
        }
    }

    private void Run(WorkUnit unit, int threads, CancellationToken cancellationToken) =>
        Finish(unit, unit.Run(_task.Scorer, _task.PerClass, Guess, threads, cancellationToken), isNew: true);

    private void Finish(WorkUnit unit, FitOutcome[] outcomes, bool isNew)
    {
        if (isNew)
            _checkpoint?.Add(unit.Paths.Zip(outcomes), Elapsed);
        if (!_search.ComesBack)
            unit.Release();
        Note([.. unit.Paths.Select(path => path.Plan)], unit.Fold, outcomes);
    }

    private void Note(TrialPlan[] plans, int fold, FitOutcome[] outcomes)
    {
        lock (_lock)
        {
            for (int i = 0; i < plans.Length; i++)
            {
                FitOutcome?[] ofTrial = _outcomes[(plans[i].Number, plans[i].Share)];
                ofTrial[fold] = outcomes[i];
                _finished++;
                SweepTrial? trial = null;
                if (!ofTrial.Contains(null))
                    _trials[plans[i].Number] = trial = new SweepTrial(plans[i], ofTrial!, FoldSummary);
                Report(trial);
            }
        }
    }

    private void Report(SweepTrial? finished)
    {
        if (finished is not null)
            _best = Ranked.FirstOrDefault(trial => trial.Failure is null);
        if (finished is { Failure: { } failure })
            _channel.Warning(MessageSensitivity.None, $"{finished} ({failure.GetType().Name})");
        else if (finished is not null)
            _channel.Info(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture, $"{_finished} of {_planned} fits: {finished}"));
        _task.Options.Progress?.Report(new SweepProgress(_finished, _planned, finished, _best, _watch.Elapsed));
    }

    /// <summary>What a guess scores on a fold: the same, whichever trial's rows it is found out from.</summary>
    private MetricValue Guess(TrialPath path, ScoredRows training, ScoredRows validation)
    {
        Lazy<MetricValue>? guess;
        lock (_guesses)
            if (!_guesses.TryGetValue((path.Fold, path.Plan.Share), out guess))
                _guesses.Add((path.Fold, path.Plan.Share), guess = new Lazy<MetricValue>(() => _task.Scorer.Guess(training, validation)));
        return guess.Value;
    }
}
