using MLExtensions.Arguments;
using MLExtensions.Interop;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions;

/// <summary>Options of sweeps, curves and nested cross-validation, whatever is predicted.</summary>
public abstract class SweepOptions : ISplitOptions
{
    private protected SweepOptions()
    {
    }

    /// <summary>The column to be predicted, as the pipeline's output has it. Default: <c>"Label"</c>.</summary>
    public string LabelColumnName { get; set; } = DefaultColumnNames.Label;

    /// <summary>
    /// A column of <see cref="float"/> with the weight of each row in all scores, and so in the choice and the verdict: a row of
    /// weight 2 counts like the row twice. It has to be in the pipeline's output; weights are finite and not negative. Default:
    /// <see langword="null"/>, all rows count the same, as in ML.NET's <c>Evaluate</c>, even where a trainer has example weights.
    /// The weights that a trainer uses are named in its own options.
    /// </summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>
    /// A metric of your own that models are chosen by, in place of <c>Metric</c>. Default: <see langword="null"/>, none.
    /// </summary>
    public CustomMetric? CustomMetric { get; set; }

    /// <summary>
    /// How rows are split into those that are trained on and those that are scored. Default: <see cref="SweepFolds.KFold"/>, into
    /// <see cref="NumberOfFolds"/> parts, each scored by models trained on the others.
    /// </summary>
    public SweepFolds Folds { get; set; } = SweepFolds.KFold();

    /// <summary>How many folds, at least 2, where <see cref="Folds"/> leaves it open. Default: 5.</summary>
    public int NumberOfFolds { get; set; } = 5;

    /// <summary>
    /// A column of keys, texts or numbers whose equal values stay in one fold, such as the patient that rows are about. Whole
    /// groups are dealt out, so that folds have about as many rows. Default: <see langword="null"/>, every row for itself.
    /// ML.NET: <c>samplingKeyColumnName</c>, whose own split by groups is <see cref="SweepFolds.OfMLNet"/>; scikit-learn:
    /// <c>GroupKFold</c>.
    /// </summary>
    public string? SamplingKeyColumnName { get; set; }

    /// <summary>
    /// Whether each fold has its share of every class, or of every range of a number, with groups as nearly so as they allow. The
    /// label column has to be there before the pipeline. Default: <see langword="false"/>, so that a rare class may be missing
    /// from a fold. scikit-learn: <c>StratifiedKFold</c> and <c>StratifiedGroupKFold</c>.
    /// </summary>
    public bool Stratify { get; set; }

    /// <summary>
    /// Decides what is random: folds, trials drawn, and the seeds of the contexts that trials are made with. Default:
    /// <see langword="null"/>, the seed of the <c>MLContext</c>, whatever was made with it before, so that sweeps of rival
    /// pipelines have the same folds, or a fresh one for each sweep where the context has none.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>
    /// How many threads the whole sweep uses, at least 1; the results do not depend on it. Folds, trials and this library's
    /// trainers share them, whatever the trainers' own options say. More than 1,024 count as 1,024. Default:
    /// <see langword="null"/>, as many as there are processors.
    /// </summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>
    /// Whether trials that differ in nothing but the <c>l2Regularization</c> of one of this library's linear trainers are
    /// trained together, several times as fast. Their scores differ from those of trials by themselves by a small part of
    /// their standard error, on a few hundred rows by a row or two. Default: <see langword="true"/>; <see langword="false"/>
    /// trains each exactly as <c>Fit</c> would. A trainer is always trained by itself where it is a link of a chain of
    /// estimators, or where its options ask for minibatches, a number of iterations, a time limit, early stopping, a duality gap
    /// or progress.
    /// </summary>
    public bool TrainTogether { get; set; } = true;

    /// <summary>
    /// Whether a trial may win that gives no answer for rows that another trial answers, as where a feature is missing. Metrics
    /// other than accuracies leave such rows out, so that a model that answers only the easy rows would look best. Default:
    /// <see langword="false"/>, such a trial fails.
    /// </summary>
    public bool AllowUnanswered { get; set; }

    /// <summary>Told after each fit. Default: <see langword="null"/>. The same goes to <c>mlContext.Log</c>.</summary>
    public IProgress<SweepProgress>? Progress { get; set; }

    /// <summary>
    /// Ends the work with an <see cref="OperationCanceledException"/>; what has been finished is in the checkpoint file. It is
    /// the only one that counts: those in the options of this library's trainers play no part in a sweep.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>
    /// A file that keeps every score as soon as it is there, so that a sweep that was interrupted can go on: make the same call
    /// again. Finished fits are not repeated, except those of estimators that the pipeline was given ready-made and not by a
    /// function, since these may draw random numbers of their own. Default: <see langword="null"/>, none.
    /// </summary>
    /// <remarks>
    /// The file of another sweep is refused: of other rows, whichever value of whichever column differs (but for columns that
    /// cannot be kept in memory, such as images), of another metric, other folds or another search, or of other estimators: of
    /// other types, or with other options. Of ML.NET's estimators only options are compared that are kept in an options object,
    /// as its trainers do. Of your own estimators, and of functions such as a metric's or a mapping's, only the type is compared:
    /// delete the file when you change them.
    /// </remarks>
    public string? CheckpointFile { get; set; }

    /// <summary>Whether each class is scored, too.</summary>
    internal virtual bool ScoresClasses => false;

    /// <summary>Makes what scores by the metric.</summary>
    internal abstract Scorer CreateScorer();

    /// <summary>Throws if an option is out of its range.</summary>
    internal virtual void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        if (LabelColumnName is DefaultColumnNames.Score or DefaultColumnNames.PredictedLabel)
            throw new ArgumentException($"{nameof(LabelColumnName)} must not be '{LabelColumnName}': models write their predictions to that column, in place of the label. Give the label another name, as by CopyColumns.", nameof(LabelColumnName));
        if (ExampleWeightColumnName is { Length: 0 })
            throw new ArgumentException($"{nameof(ExampleWeightColumnName)} must name a column or be null.", nameof(ExampleWeightColumnName));
        ArgumentNullException.ThrowIfNull(Folds);
        Guard.Require(NumberOfFolds >= 2, NumberOfFolds, nameof(NumberOfFolds), "at least 2");
        if (CheckpointFile is not null && string.IsNullOrWhiteSpace(CheckpointFile))
            throw new ArgumentException($"{nameof(CheckpointFile)} must name a file or be null.", nameof(CheckpointFile));
        if (SamplingKeyColumnName is not null)
            ArgumentException.ThrowIfNullOrEmpty(SamplingKeyColumnName);
        Guard.Require(NumberOfThreads is null or >= 1, NumberOfThreads, nameof(NumberOfThreads), "at least 1");
        Folds.Check(this);
    }
}
