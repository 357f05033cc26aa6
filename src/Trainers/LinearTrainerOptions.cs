using MLExtensions.Interop;
using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Trainers;

/// <summary>Options that all linear trainers share.</summary>
public abstract class LinearTrainerOptions
{
    /// <summary>
    /// The label column: a key of at least two values for a classifier, a <see cref="float"/> for a regression. Default:
    /// <c>"Label"</c>.
    /// </summary>
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
    /// examples, not a mean. Default: 0.5 for the classifiers, 1 for <see cref="RidgeRegressionTrainer"/>. scikit-learn and
    /// LIBLINEAR: <c>C = 1 / (2λ)</c>; scikit-learn's ridge: <c>alpha = λ</c>.
    /// </summary>
    public float L2Regularization { get; set; } = 0.5f;

    /// <summary>
    /// Passes over the data (epochs) at most, at least 1: first those over shuffled minibatches, nine (for the SVM sixteen) or a thousand steps,
    /// whichever is more; on large data, where these nine are more, up to three further rounds of them where the weights are still far from
    /// the minimum, each of twice as many passes and beginning with half the step size; what is left goes to full-batch quasi-Newton steps.
    /// Sparse rows get these alone, unless an option of the minibatches is set. Default: <see langword="null"/>, until
    /// <see cref="ConvergenceTolerance"/> is met or a thousand full-batch passes (for the SVM three thousand) are made. Who
    /// ends by the maximum is told so by a warning in <c>mlContext.Log</c>. scikit-learn: <c>max_iter</c>.
    /// </summary>
    public int? NumberOfIterations { get; set; }

    /// <summary>
    /// Training ends, as it is, after this time, positive and reading the data included, with a warning in
    /// <c>mlContext.Log</c>; looked at between two batches and between two full-batch passes. Default:
    /// <see langword="null"/>, however long it takes.
    /// </summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>
    /// Training ends when the quasi-Newton model expects from the next step, five times in a row, a decrease of the objective by
    /// less than this share of it; positive and finite. Default: <see langword="null"/>, from 3e-6 where a pass over the data is
    /// short up to 1e-4 from 3e8 multiplications (rows × features × classes) on, which leaves the objective within half a
    /// percent of its minimum on hard problems and much closer on most, that of the SVM on large data within some percent. Minibatches
    /// meet it where what is remembered of their gradients bounds the distance from the minimum by 800 (for the SVM 32,000) times this share,
    /// which is ten times the truth and more, or where a round has gained less than a hundred times this share. scikit-learn:
    /// <c>tol</c>, there a bound on the gradient.
    /// </summary>
    public float? ConvergenceTolerance { get; set; }

    /// <summary>
    /// Ends training when the loss of a held-out part no longer falls. Default: <see langword="null"/>, all rows are
    /// trained on. scikit-learn: <c>early_stopping</c>.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>
    /// What the gradients of the minibatches do to the weights. Default: <see langword="null"/>, <see cref="Adam{T}"/>.
    /// scikit-learn: <c>solver</c> of its neural networks.
    /// </summary>
    public IUpdateRule<float>? UpdateRule { get; set; }

    /// <summary>
    /// The step size of the minibatches at the start, positive and finite. It is relative to internally conditioned
    /// features, so it does not depend on their units. Default: <see langword="null"/>, chosen by the update rule from the
    /// data: <see cref="IUpdateRule{T}.AutomaticLearningRate"/>. scikit-learn: <c>eta0</c>.
    /// </summary>
    public float? LearningRate { get; set; }

    /// <summary>
    /// How the step size of the minibatches changes. Default: <see langword="null"/>, down to 0 along a cosine:
    /// <see cref="CosineDecay"/>. scikit-learn: <c>learning_rate</c>.
    /// </summary>
    public IStepSchedule? Schedule { get; set; }

    /// <summary>
    /// Examples in a minibatch, at least 1; 1 is stochastic gradient descent, the number of rows or more is gradient descent
    /// on the whole data. Default: <see langword="null"/>, a sixteenth of the data between 8 and 256. scikit-learn:
    /// <c>batch_size</c> of its neural networks.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// Whether the gradient of a minibatch is corrected by those remembered of its examples, which brings it close to the gradient
    /// of the whole data (SAGA). It takes rows × classes numbers, and is left out where these would be more than a quarter of
    /// the features and four million. What is remembered lags behind, so that with a large momentum the steps may have to be
    /// shorter. Default: <see langword="null"/>, only where <see cref="UpdateRule"/> is left at its default. scikit-learn:
    /// <c>solver='saga'</c>.
    /// </summary>
    public bool? ReduceVariance { get; set; }

    /// <summary>
    /// The share of the minibatch steps, at their end, over which the weights are averaged, from 0 to 1. It goes with a
    /// <see cref="Constant"/> schedule, whose steps do not come to rest by themselves. Default: 0, the last weights count.
    /// scikit-learn: <c>average</c>.
    /// </summary>
    public float AveragedShare { get; set; }

    /// <summary>
    /// Whether quasi-Newton steps on all examples follow the minibatches. Without them nothing says when training has
    /// converged: it makes the passes planned, ninety (for the SVM 160) or ten thousand steps, whichever is more, unless
    /// <see cref="NumberOfIterations"/> says how many. Default: <see langword="true"/>.
    /// </summary>
    public bool UseQuasiNewton { get; set; } = true;

    /// <summary>
    /// Whether each epoch visits the examples in a new random order. Default: <see langword="true"/>. scikit-learn:
    /// <c>shuffle</c>.
    /// </summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>
    /// Seeds the shuffling and the choice of the rows held out; the same seed and data give the same bits. Default:
    /// <see langword="null"/>, drawn from the <c>MLContext</c> when the trainer is made. scikit-learn: <c>random_state</c>.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>
    /// Threads that share the work, at least 1; the same seed and data give the same bits for any number. Default:
    /// <see langword="null"/>, as many as there are cores. scikit-learn: <c>n_jobs</c>.
    /// </summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>
    /// Told about every pass over the data. Default: <see langword="null"/>. The same goes to <c>mlContext.Log</c>, at most
    /// once a second.
    /// </summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>
    /// Stops training, whatever its stage, with an <see cref="OperationCanceledException"/>; looked at all along. Default:
    /// <see cref="CancellationToken.None"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }
}
