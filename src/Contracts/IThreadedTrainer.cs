using Microsoft.ML;

namespace MLExtensions.Contracts;

/// <summary>A trainer, as something larger sees it that has many of them to fit and threads to share out among them.</summary>
internal interface IThreadedTrainer
{
    /// <summary>Does what <c>Fit</c> does, to the bit.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <param name="numberOfThreads">In place of the trainer's own, and for what the model does.</param>
    /// <param name="cancellationToken">In place of the trainer's own.</param>
    ITransformer Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken);
}
