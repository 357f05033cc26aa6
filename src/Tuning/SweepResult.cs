using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Tuning;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Tuning.Running;
using MLExtensions.Tuning.Searches;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions;

/// <summary>What a sweep has found.</summary>
/// <remarks>
/// The score of the best trial is the best of many, and so better than what the model will score on new rows.
/// <see cref="Estimate"/> measures that on data that the sweep has not seen; <c>NestedCrossValidate</c> needs no further data.
/// </remarks>
public class SweepResult
{
    private readonly SweepTask _task;
    private readonly StoredRows _data;
    private readonly SweepPipeline _pipeline;
    private readonly RankedTrials _trials;

    internal SweepResult(SweepOutcome outcome) => (_task, _data, _pipeline, _trials) = outcome;

    /// <summary>How the rows were split, and what the standard errors are.</summary>
    public FoldSummary FoldSummary => _trials.FoldSummary;

    /// <summary>What was searched over.</summary>
    public IReadOnlyList<SweepParameter> Parameters => _trials.Parameters;

    /// <summary>All trials, the best first, those that failed last.</summary>
    public IReadOnlyList<SweepTrial> Trials => _trials.All;

    /// <summary>
    /// What each round had: one of a grid or of trials drawn at random, several of successive halving or of a grid that grew.
    /// </summary>
    public IReadOnlyList<SweepRound> Rounds => _trials.Rounds;

    /// <summary>The name of the metric.</summary>
    public string Metric => _task.Scorer.Metric;

    /// <summary>Whether larger scores are better.</summary>
    public bool HigherIsBetter => _task.Scorer.HigherIsBetter;

    /// <summary>The trial with the best mean validation score.</summary>
    /// <exception cref="InvalidOperationException">All trials failed; the inner exception is that of the first.</exception>
    public SweepTrial Best => _trials.Best;

    /// <summary>
    /// The simplest trial whose mean validation score is within one standard error of the best. It is at least as simple as the
    /// best by every parameter that has a direction. Of several such trials it is the simplest by the first parameter, then by
    /// the second and so on, then the one with the better score. Where the best surely beats a guess (a t-test on the folds, at
    /// one in forty), this trial keeps at least half of what the best has gained over the guess. So it is never a model that has
    /// learnt nothing.
    /// </summary>
    /// <remarks>
    /// Source: Breiman, Friedman, Olshen, Stone, Classification and Regression Trees (1984), section 3.4.3; Hastie, Tibshirani,
    /// Friedman, The Elements of Statistical Learning, 2nd ed., section 7.10.
    /// </remarks>
    /// <exception cref="InvalidOperationException">All trials failed.</exception>
    public SweepTrial Simplest => _trials.Simplest;

    /// <summary>
    /// The edges of the grid that the best trial lies on, beyond which there might be better, and those that are the end of what
    /// there is (<see cref="SweepEdge.IsLimit"/>), such as one neighbor; empty if there are none. If a value inside the grid
    /// scores exactly the same, its edge is listed only where it is a limit.
    /// </summary>
    public IReadOnlyList<SweepEdge> Edges => _trials.Edges;

    /// <summary>What a guess that knows the frequencies of the labels and nothing of the features scores on the folds.</summary>
    public ScoreSummary Guess => _trials.Guess;

    /// <summary>The pipeline with the values of a trial, fitted on all the data of the sweep, as they were read for it.</summary>
    /// <param name="trial">The trial, such as <see cref="Best"/> or <see cref="Simplest"/>.</param>
    /// <returns>The model, to be saved by <c>mlContext.Model.Save</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="trial"/> is null.</exception>
    public ITransformer Refit(SweepTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        using IChannel channel = _task.Environment.Start("Refit");
        return _pipeline.At(new SweepContexts(channel, _task.Seed).Create(), trial.Values).Fit(_data);
    }

    /// <summary>
    /// Each row of the sweep with the score of the model that was not trained on it: for confusion matrices, curves and stacking.
    /// scikit-learn: <c>cross_val_predict</c>.
    /// </summary>
    /// <param name="trial">The trial, such as <see cref="Best"/> or <see cref="Simplest"/>.</param>
    /// <returns>
    /// <para>
    /// The columns of the data, and behind them that of the label, <c>Score</c>, of a binary classifier <c>Probability</c>, if the
    /// model gives it, of any classifier <c>PredictedLabel</c>, <c>Fold</c> and <c>Repeat</c>, numbers from 1 (<see cref="int"/>). Folds are counted through all repeats: the score of
    /// fold f is <c>trial.Validation.Folds[f - 1]</c>. A column of the data that has the name of one of these is hidden.
    /// </para>
    /// <para>
    /// Rows are in the order of the data. Where they were split several times, each is there once for each repeat, one behind the
    /// other. Rows that are in no fold to be scored are left out: the first ones in the order of time, those without a fold of
    /// their own, and those that a step leaves out.
    /// </para>
    /// <para>
    /// Label and predicted label are keys of the same classes, whose names are their KeyValues, also where each fold has keys of
    /// its own. A class that a fold's model does not know has the probability 0 there, or, of scores that are no probabilities,
    /// the least number that there is. Of a row without an answer all scores are NaN.
    /// </para>
    /// </returns>
    /// <remarks>
    /// The trial is trained again on each fold, by itself, on the rows and with the seeds of the sweep. Scores of trials that are
    /// trained together differ from it as little as <see cref="SweepOptions.TrainTogether"/> says.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="trial"/> is null.</exception>
    /// <exception cref="InvalidOperationException">A step of the pipeline gives other ids to its rows than they had.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IDataView OutOfFold(SweepTrial trial) =>
        OutOfFoldView.Of(_data, _task.Scorer.LabelColumnName, PredictFolds(trial));

    /// <summary>How good a model is, on data that neither the sweep nor the model has seen: the figure to report.</summary>
    /// <param name="model">The model, such as one that <see cref="Refit"/> returned.</param>
    /// <param name="heldOut">Rows with labels that had no part in the sweep; read once.</param>
    /// <returns>The score, its standard error, and how many of the rows it rests on and why not on the others.</returns>
    /// <remarks>
    /// Labels that are keys are compared with the model's by what the keys stand for, so that they may have been mapped to keys
    /// in another order; where either has no key values, by the keys.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model's output cannot be evaluated, or there is no row to score.
    /// </exception>
    public HeldOutEstimate Estimate(ITransformer model, IDataView heldOut)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(heldOut);
        return HeldOutEstimate.Of(_task.Scorer, model, heldOut);
    }

    /// <summary>The training and validation scores against one parameter, the others being those of the best trial.</summary>
    /// <param name="parameter">One of those searched over.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameter"/> is null.</exception>
    /// <exception cref="ArgumentException">It was not searched over.</exception>
    public ValidationCurve ToValidationCurve(SweepParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return ValidationCurve.Of(_trials, parameter);
    }

    /// <summary>
    /// Trains a trial on more and more of the examples, on the folds of the sweep, and shows how its scores change.
    /// </summary>
    /// <param name="trial">The trial, such as <see cref="Best"/> or <see cref="Simplest"/>.</param>
    /// <param name="shares">
    /// Shares of each fold's training rows, above 0 and at most 1. Default: <see langword="null"/>, 0.1, 0.2, 0.4, 0.7 and 1.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="trial"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LearningCurve TrainLearningCurve(SweepTrial trial, IEnumerable<double>? shares = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return LearningCurveRun.Train(_task with { CheckpointFile = null }, _data, _pipeline, trial.Values, shares);
    }

    /// <summary>What the scores say about a trial: whether it fits too little or too much, and what to try next.</summary>
    /// <param name="trial">The trial. Default: <see langword="null"/>, the best.</param>
    /// <param name="learningCurve">How scores grow with the number of examples, if that is known.</param>
    public FitDiagnosis Diagnose(SweepTrial? trial = null, LearningCurve? learningCurve = null) =>
        FitDiagnosis.Of(_trials, trial ?? Best, learningCurve);

    /// <summary>The trials as rows, the best first.</summary>
    /// <returns>
    /// A data view with the columns <c>Trial</c>, one for each parameter, <c>Validation</c>, <c>ValidationStandardError</c>,
    /// <c>Training</c>, <c>TrainingStandardError</c>, <c>TrainingShare</c>, <c>Seconds</c>, the vectors <c>ValidationFolds</c>
    /// and <c>TrainingFolds</c>, and <c>Failure</c>, a text.
    /// </returns>
    public IDataView ToDataView() => TrialView.Of(_trials);

    /// <summary>A table of all trials, and what there is to say about the best.</summary>
    public override string ToString() => TrialTable.Of(_trials);

    /// <summary>Trains a trial again on each fold, and has the other rows scored.</summary>
    internal IReadOnlyList<FoldPredictions> PredictFolds(SweepTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var plan = new TrialPlan(trial.Number, trial.Values, trial.TrainingShare);
        using var run = new SweepRun(_task with { CheckpointFile = null }, _data, _pipeline, new ShareSweep(plan.Values, [plan.Share]));
        return run.Predict(plan);
    }
}
