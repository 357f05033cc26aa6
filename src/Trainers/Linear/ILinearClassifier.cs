using Microsoft.ML;
using MLExtensions.Contracts;
using MLExtensions.Data;

namespace MLExtensions.Trainers.Linear;

/// <summary>What a sweep asks of a linear classifier, all of which its classification answers.</summary>
/// <typeparam name="TTransformer">The fitted model.</typeparam>
internal interface ILinearClassifier<TTransformer> : IPenalizedTrainer, IConfigured
    where TTransformer : class, ITransformer
{
    /// <summary>What the classifier is but for its type.</summary>
    LinearClassification<TTransformer> Classification { get; }

    object IConfigured.Options => Classification.Options;

    ExampleColumns IPenalizedTrainer.Columns => Classification.Columns;

    float IPenalizedTrainer.L2Regularization => Classification.L2Regularization;

    object? IPenalizedTrainer.AllButPenalty => Classification.AllButPenalty;

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        Classification.Within(numberOfThreads, cancellationToken).Fit(input);

    IReadOnlyList<ITransformer> IPenalizedTrainer.FitAll(
        IDataView input, IReadOnlyList<float> l2Regularizations, int numberOfThreads, CancellationToken cancellationToken) =>
        Classification.Within(numberOfThreads, cancellationToken).FitAll(input, l2Regularizations);
}
