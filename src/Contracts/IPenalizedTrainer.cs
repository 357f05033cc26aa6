using Microsoft.ML;
using MLExtensions.Data;

namespace MLExtensions.Contracts;

/// <summary>A linear trainer, as something larger sees it that has many of them to train.</summary>
internal interface IPenalizedTrainer : IThreadedTrainer
{
    /// <summary>What it reads.</summary>
    ExampleColumns Columns { get; }

    /// <summary>λ.</summary>
    float L2Regularization { get; }

    /// <summary>
    /// Equal for two trainers that differ in λ alone and can be trained together; null if this one is to be trained by itself:
    /// it has a progress to report, a time to keep, or a way of its own to descend.
    /// </summary>
    object? AllButPenalty { get; }

    /// <summary>Trains for several λ together, as closely as it takes to choose among them.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <param name="l2Regularizations">The λ, at least one; the trainer's own plays no part.</param>
    /// <param name="numberOfThreads">In place of the trainer's own.</param>
    /// <param name="cancellationToken">In place of the trainer's own.</param>
    /// <returns>The model of each λ.</returns>
    IReadOnlyList<ITransformer> FitAll(
        IDataView input, IReadOnlyList<float> l2Regularizations, int numberOfThreads, CancellationToken cancellationToken);
}
