using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Running;

/// <summary>Scores models on a fold.</summary>
internal sealed class ModelScores
{
    private readonly Scorer _scorer;
    private readonly bool _perClass;
    private readonly CancellationToken _cancellationToken;

    // Many linear models are scored without ML.NET, on rows that have been read once.
    private readonly Func<ITransformer, ScoredRows>? _training;
    private readonly Func<ITransformer, ScoredRows>? _validation;

    /// <param name="scorer">The metric.</param>
    /// <param name="perClass">Whether to score each class, too.</param>
    /// <param name="data">The fold as the models get it.</param>
    /// <param name="trainer">The linear trainer that all models are from; null where there is but one model.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public ModelScores(Scorer scorer, bool perClass, Fold data, IPenalizedTrainer? trainer, CancellationToken cancellationToken)
    {
        _scorer = scorer;
        _perClass = perClass;
        _cancellationToken = cancellationToken;
        Data = data;
        Examples = RowCount.Of(data.Training);
        if (trainer is null || trainer.Columns.Label != scorer.LabelColumnName)
            return;
        _training = scorer.InMemory(data.Training, trainer, LabelsOf(data.Source.Training, []), cancellationToken);
        _validation = scorer.InMemory(data.Validation, trainer, LabelsOf(data.Source.Validation, []), cancellationToken);
    }

    /// <summary>The fold.</summary>
    public Fold Data { get; }

    /// <summary>How many rows there are to train on.</summary>
    public int Examples { get; }

    /// <summary>The scores of a model, and that of a guess.</summary>
    /// <param name="steps">The model.</param>
    /// <param name="exampleWeight">
    /// The column that its trainer weighs rows by; null where it has none, or it is not known.
    /// </param>
    /// <param name="guess">What a guess scores, from scored training and validation rows.</param>
    /// <exception cref="UnsuitableMetricException">The metric says nothing about these predictions.</exception>
    public (MetricValue Training, MetricValue Validation, MetricValue Guess) Of(
        IReadOnlyList<ITransformer> steps, string? exampleWeight, Func<ScoredRows, ScoredRows, MetricValue> guess)
    {
        ScoredRows training = Rows(steps, Data.Training, Data.Source.Training, _training);
        ScoredRows validation = Rows(steps, Data.Validation, Data.Source.Validation, _validation).TrainedOn(training);
        MetricValue score = _scorer.Require(validation, $"fold {Data.Number + 1}", _perClass);
        MetricValue own = _scorer.Evaluate(training, _perClass);
        if (exampleWeight is not null)
            own = own with { Rows = own.Rows with { WithoutWeight = CountWithoutWeight(steps, training, exampleWeight) } };
        return (own, score, guess(training, validation));
    }

    /// <summary>What a model says of the rows that it had not seen.</summary>
    /// <param name="steps">The model.</param>
    /// <param name="repeat">The split that the fold is of, from 1.</param>
    public FoldPredictions Predict(IReadOnlyList<ITransformer> steps, int repeat)
    {
        IDataView scored = _scorer.Predict(steps, Data.Validation, out int behind);
        ScoredRows rows = _scorer.ReadAll(scored, LabelsOf(Data.Source.Validation, steps.Take(behind)));

        // A step may have left out rows, which their ids tell.
        HashSet<ulong> known = [.. Ids(Data.Source.Validation)];
        ulong[] numbers = [.. Ids(scored)];
        if (!numbers.All(known.Contains))
            throw new InvalidOperationException("A step of the pipeline gives other ids to its rows than they had before, so that nobody knows which rows the predictions are of. A step has to pass on the ids of its input.");
        return new FoldPredictions(Data.Number, repeat, Array.ConvertAll(numbers, number => checked((int)number)), rows);
    }

    private static IEnumerable<ulong> Ids(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([]);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getId(ref id);
            yield return id.Low;
        }
    }

    /// <summary>The rows that have all but a weight: the model answers them, and yet training skipped them.</summary>
    private int CountWithoutWeight(IReadOnlyList<ITransformer> steps, ScoredRows training, string exampleWeight)
    {
        IDataView scored = _scorer.Predict(steps, Data.Training, out _);
        return scored.Schema.GetColumnOrNull(exampleWeight) is not null
            ? scored.GetColumn<float>(exampleWeight).Where((weight, row) =>
                !float.IsFinite(weight) && training.IsLabeled(row) && training.IsKnown(row) && training.IsAnswered(row)).Count()
            : 0;
    }

    private ScoredRows Rows(IReadOnlyList<ITransformer> steps, IDataView data, IDataView source, Func<ITransformer, ScoredRows>? inMemory)
    {
        IDataView scored = _scorer.Predict(steps, data, out int behind);

        // What is scored in memory is the trainer's own output, which a later step may have replaced.
        return behind == 1 && inMemory is not null ? inMemory(steps[0]) : _scorer.Read(scored, LabelsOf(source, steps.Take(behind)), _cancellationToken);
    }

    private LabelSource LabelsOf(IDataView source, IEnumerable<ITransformer> steps) =>
        LabelSource.Trace(source, [.. Data.Steps.SelectMany(Scorer.Steps), .. steps], _scorer.LabelColumnName);
}
