using MLExtensions.Interop;

namespace MLExtensions;

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
    /// They count in training alone: <see cref="SweepOptions.ExampleWeightColumnName"/> is for the scores of a sweep.
    /// Default: <see langword="null"/>, all weigh 1. scikit-learn: <c>sample_weight</c>.
    /// </summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>
    /// λ of the penalty λ‖W‖², in the units of the features as they are; finite, at least 0. The loss is a sum over examples, not
    /// a mean. Default: 0.5 for the classifiers, 1 for <see cref="RidgeRegressionTrainer"/>. scikit-learn's logistic regression:
    /// <c>C = 1 / (2λ)</c>; its ridge: <c>alpha = λ</c>.
    /// </summary>
    public float L2Regularization { get; set; } = 0.5f;

    /// <summary>
    /// The most passes over the data (epochs), at least 1; they are not steps. Passes of every kind count: minibatches, products
    /// with the Hessian, which are most passes of Newton's method, and quasi-Newton steps. A step that has begun is finished.
    /// Default: <see langword="null"/>, until <see cref="ConvergenceTolerance"/> is met; Newton's method then makes 500 steps at
    /// most and the SVM 60 rounds of them, or on large dense data 150 passes; quasi-Newton steps make a thousand passes (for the
    /// SVM three thousand). Of minibatches there are nine passes (for the SVM sixteen, or two before its own solver for large
    /// data) or a thousand steps, whichever is more, and on large data up to three further rounds, each of twice as many passes
    /// and half the step size. Training that ends by this maximum says so in a warning in <c>mlContext.Log</c>. scikit-learn:
    /// <c>max_iter</c>.
    /// </summary>
    public int? NumberOfIterations { get; set; }

    /// <summary>
    /// Training ends, as it is, after this time, positive and reading the data included, with a warning in
    /// <c>mlContext.Log</c>; looked at between two batches and between two steps on all examples. Default:
    /// <see langword="null"/>, however long it takes.
    /// </summary>
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>
    /// How close to the minimum is close enough, as a share of the objective F; positive and finite. Softmax and ridge: training
    /// ends when another step of Newton's method promises to lower F by less than this share of it; default 3e-5, which leaves F
    /// far closer than that, since such steps converge quadratically. SVM: it ends when F is certified to exceed its minimum by
    /// no more than this share. The default is 5e-4; below 100,000 stored entries × classes it falls in proportion, down to 2e-5.
    /// Numbers below 1e-7 count as 1e-7. On large dense data the SVM takes fifty times this number, but at least 2e-5 and at most
    /// 5e-3, which is the default there. Quasi-Newton steps (large data, and <see cref="EarlyStopping"/>) end when they promise
    /// less than this share five times in a row; default from 3e-6 where a pass is short to 1e-4 from 3e8 multiplications (rows ×
    /// features × classes) on. They are left out where the gradients remembered of minibatches bound the distance from the
    /// minimum by 800 (for the SVM 32,000) times this share, or where a round of minibatches has gained less than a hundred times
    /// this share. Default: <see langword="null"/>, the numbers above. scikit-learn: <c>tol</c>, there a bound on the gradient.
    /// </summary>
    public float? ConvergenceTolerance { get; set; }

    /// <summary>
    /// Ends training when the loss of a held-out part no longer falls. Training is then by minibatches and quasi-Newton steps on
    /// data of any size (ridge regression: where its solver is the descent), which have many small steps to stop after, where
    /// Newton's method has a few large ones. Default: <see langword="null"/>, all rows are trained on. scikit-learn:
    /// <c>early_stopping</c>.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>
    /// What the gradients of the minibatches do to the weights. Whoever sets this, <see cref="Schedule"/>,
    /// <see cref="LearningRate"/>, <see cref="BatchSize"/> or <see cref="AveragedShare"/> gets minibatches first, on data of any
    /// size (ridge regression: where its solver is the descent). Training then goes on to the minimum, unless
    /// <see cref="UseQuasiNewton"/> is <see langword="false"/>. It goes on from where they end, or from 0 where that is better or
    /// features outnumber rows. Default: <see langword="null"/>, <see cref="MLExtensions.UpdateRule.Adam"/> where there are
    /// minibatches. scikit-learn: <c>solver</c> of its neural networks.
    /// </summary>
    public UpdateRule? UpdateRule { get; set; }

    /// <summary>
    /// The step size of the minibatches at the start, positive and finite. It is relative to internally conditioned
    /// features, so it does not depend on their units. If set, minibatches come first: see <see cref="UpdateRule"/>. Default:
    /// <see langword="null"/>, chosen by the update rule from the data; a rule of your own needs one. scikit-learn:
    /// <c>eta0</c>.
    /// </summary>
    public float? LearningRate { get; set; }

    /// <summary>
    /// How the step size of the minibatches changes. If set, these come first: see <see cref="UpdateRule"/>. Default:
    /// <see langword="null"/>, down to 0 along a cosine: <see cref="StepSchedule.Cosine"/>. scikit-learn: <c>learning_rate</c>.
    /// </summary>
    public StepSchedule? Schedule { get; set; }

    /// <summary>
    /// Examples in a minibatch, at least 1; 1 is stochastic gradient descent, the number of rows or more is gradient descent
    /// on the whole data. If set, minibatches come first: see <see cref="UpdateRule"/>. Default: <see langword="null"/>, a
    /// sixteenth of the data between 8 and 256. scikit-learn: <c>batch_size</c> of its neural networks.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// Whether the gradient of a minibatch is corrected by those remembered of its examples, which brings it close to the
    /// gradient of the whole data (SAGA). It needs memory for rows × classes numbers, and is switched off if these exceed both a
    /// quarter of the stored features and four million. Remembered gradients lag behind, so that a large momentum may need
    /// shorter steps. This option matters only where there are minibatches, and does not ask for them. Default:
    /// <see langword="null"/>, only where <see cref="UpdateRule"/> is left at its default. scikit-learn: <c>solver='saga'</c>.
    /// </summary>
    public bool? ReduceVariance { get; set; }

    /// <summary>
    /// The share of the minibatch steps, at their end, over which the weights are averaged, from 0 to 1. It goes with a
    /// <see cref="StepSchedule.Constant"/> schedule, whose steps do not come to rest by themselves. Default: 0, the last weights
    /// count. scikit-learn: <c>average</c>.
    /// </summary>
    public float AveragedShare { get; set; }

    /// <summary>
    /// Whether training goes on to the minimum by methods that use all examples and their curvature: quasi-Newton steps, Newton's
    /// method and the SVM's own solvers. Without them training is by minibatches alone, on data of any size, and nothing says
    /// when it has converged: it makes the passes planned, ninety (for the SVM 160) or ten thousand steps, whichever is more,
    /// unless <see cref="NumberOfIterations"/> says how many. Default: <see langword="true"/>.
    /// </summary>
    public bool UseQuasiNewton { get; set; } = true;

    /// <summary>
    /// Whether each epoch visits the examples in a new random order. Default: <see langword="true"/>. scikit-learn:
    /// <c>shuffle</c>.
    /// </summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>
    /// Seeds the shuffling and the choice of the rows held out; the same seed and data give the same bits. Default:
    /// <see langword="null"/>, the seed of the <c>MLContext</c>, whatever was made with it before, or a fresh one for each
    /// trainer where the context has none. scikit-learn: <c>random_state</c>.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>
    /// Threads that share the work, at least 1; the same seed and data give the same bits for any number. Default:
    /// <see langword="null"/>, as many as there are cores. scikit-learn: <c>n_jobs</c>.
    /// </summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>
    /// Whether to report, at the end, how far the objective can still be above its minimum: see
    /// <see cref="TrainingProgress.DualityGap"/>. The SVM's solvers know it anyway; for the others it takes a few passes over the
    /// data in double precision, and Newton's method may take a step or two more, until its gradient proves how near the minimum
    /// is. Default: <see langword="false"/>.
    /// </summary>
    public bool ReportDualityGap { get; set; }

    /// <summary>
    /// Told about every step on all examples, and every epoch of minibatches. Default: <see langword="null"/>. The same goes to
    /// <c>mlContext.Log</c>, at most once a second.
    /// </summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>
    /// Stops training, whatever its stage, with an <see cref="OperationCanceledException"/>; looked at all along. Default:
    /// <see cref="CancellationToken.None"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>The same, whatever the user does to these later.</summary>
    internal LinearTrainerOptions Copy() => (LinearTrainerOptions)MemberwiseClone();
}
