using Microsoft.ML;
using MLExtensions.Trainers;

namespace MLExtensions.Tuning;

/// <summary>Scores models on a fold.</summary>
internal sealed class ModelScores
{
    private readonly Scorer _scorer;
    private readonly bool _perClass;

    // Many linear models are scored without ML.NET, on rows that have been read once.
    private readonly Func<ITransformer, Score>? _training;
    private readonly Func<ITransformer, Score>? _validation;

    /// <param name="scorer">The metric.</param>
    /// <param name="perClass">Whether to score each class, too.</param>
    /// <param name="data">The fold as the models get it.</param>
    /// <param name="trainer">The linear trainer that all models are from; none where there is but one.</param>
    /// <param name="numberOfThreads">The threads to read with.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public ModelScores(
        Scorer scorer, bool perClass, Fold data, IPenalisedTrainer? trainer, int numberOfThreads, CancellationToken cancellationToken)
    {
        _scorer = scorer;
        _perClass = perClass;
        Data = data;
        Examples = RowCount.Of(data.Training);
        if (trainer is null)
            return;
        _training = scorer.InMemory(data.Training, trainer, perClass, numberOfThreads, cancellationToken);
        _validation = scorer.InMemory(data.Validation, trainer, perClass, numberOfThreads, cancellationToken);
    }

    /// <summary>The fold.</summary>
    public Fold Data { get; }

    /// <summary>How many rows there are to train on.</summary>
    public int Examples { get; }

    /// <summary>The scores of a model, and that of a guess.</summary>
    /// <param name="steps">The model.</param>
    /// <param name="guess">What a guess scores, from scored training and validation rows.</param>
    /// <exception cref="UnsuitableMetricException">The metric says nothing about these predictions.</exception>
    public (Score Training, Score Validation, double Guess) Of(IReadOnlyList<ITransformer> steps, Func<IDataView, IDataView, double> guess)
    {
        IDataView validation = _scorer.Predict(steps, Data.Validation, out int behind);
        _scorer.RequireSense(validation);
        IDataView training = _scorer.Predict(steps, Data.Training, out _);

        // What is scored in memory is the trainer's own output, which a later step may have replaced.
        bool isOwn = behind == 1;
        return (
            isOwn && _training is not null ? _training(steps[0]) : _scorer.Evaluate(training, _perClass),
            isOwn && _validation is not null ? _validation(steps[0]) : _scorer.Evaluate(validation, _perClass),
            guess(training, validation));
    }
}
