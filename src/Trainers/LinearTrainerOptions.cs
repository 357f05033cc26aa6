using MLExtensions.Interop;

namespace MLExtensions.Trainers;

/// <summary>Options that all linear classifiers share.</summary>
public abstract class LinearTrainerOptions
{
    /// <summary>The label column, a key of at least two values. Default: <c>"Label"</c>.</summary>
    public string LabelColumnName { get; set; } = DefaultColumnNames.Label;

    /// <summary>The feature column, a vector of known size of <see cref="float"/>. Default: <c>"Features"</c>.</summary>
    public string FeatureColumnName { get; set; } = DefaultColumnNames.Features;

    /// <summary>
    /// The column of example weights, <see cref="float"/> and not negative; a row of weight 2 counts like the row twice.
    /// Default: <see langword="null"/>, all weigh 1. scikit-learn: <c>sample_weight</c>.
    /// </summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>
    /// λ of the penalty λ‖W‖², in the units of the features as they are; finite, at least 0. The loss is a sum over
    /// examples, not a mean. Default: 0.5. scikit-learn and LIBLINEAR: <c>C = 1 / (2λ)</c>.
    /// </summary>
    public float L2Regularization { get; set; } = 0.5f;

    /// <summary>
    /// Passes over the data (epochs) at most, at least 1: first those over shuffled minibatches, ten or a thousand steps,
    /// whichever is more; what is left goes to full-batch quasi-Newton steps. Default: <see langword="null"/>, until
    /// <see cref="ConvergenceTolerance"/> is met, with a warning if a thousand full-batch passes (for the SVM three
    /// thousand) do not get there. scikit-learn: <c>max_iter</c>.
    /// </summary>
    public int? NumberOfIterations { get; set; }

    /// <summary>
    /// Training ends when the quasi-Newton model expects from the next step a decrease of the objective by less than
    /// this share of it; positive and finite. Default: 3e-6, which leaves the objective within half a percent of its
    /// minimum on hard problems and much closer on most. scikit-learn: <c>tol</c>, there a bound on the gradient.
    /// </summary>
    public float ConvergenceTolerance { get; set; } = 3e-6f;

    /// <summary>
    /// The step size of the minibatches at the start, positive and finite; it falls to 0 along a cosine. It is relative to
    /// internally conditioned features, so it does not depend on their units. Default: <see langword="null"/>, chosen from
    /// the data: 0.3 / √(1 + mean squared length of a conditioned row). scikit-learn: <c>eta0</c>.
    /// </summary>
    public float? LearningRate { get; set; }

    /// <summary>
    /// Examples in a minibatch, at least 1. Default: <see langword="null"/>, a sixteenth of the data between 8 and 128.
    /// scikit-learn: <c>batch_size</c> of its neural networks.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// Whether each epoch visits the examples in a new random order. Default: <see langword="true"/>. scikit-learn:
    /// <c>shuffle</c>.
    /// </summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>
    /// Seeds the shuffling; the same seed and data give the same bits. Default: <see langword="null"/>, drawn from the
    /// <c>MLContext</c> when the trainer is made. scikit-learn: <c>random_state</c>.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>
    /// Told about every pass over the data. Default: <see langword="null"/>. The same goes to <c>mlContext.Log</c>, at most
    /// once a second.
    /// </summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>
    /// Stops training between two batches, with an <see cref="OperationCanceledException"/>. Default:
    /// <see cref="CancellationToken.None"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }
}
