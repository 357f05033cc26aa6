using Microsoft.ML;
using MLExtensions.Tuning;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Tuning.Thresholds;

namespace MLExtensions;

/// <summary>What a sweep of binary classifiers has found.</summary>
public sealed class BinarySweepResult : SweepResult
{
    internal BinarySweepResult(SweepOutcome outcome)
        : base(outcome)
    {
    }

    /// <summary>
    /// What each decision threshold would bring, on the rows of the sweep, each scored by the model that was not trained on it.
    /// </summary>
    /// <param name="trial">The trial, such as <see cref="SweepResult.Best"/> or <see cref="SweepResult.Simplest"/>.</param>
    /// <remarks>The trial is trained again on each fold, as <see cref="SweepResult.OutOfFold"/> does.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="trial"/> is null.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ThresholdCurve TrainThresholdCurve(SweepTrial trial) =>
        new([.. PredictFolds(trial).Select(fold => (ScoredBooleans)fold.Scored)]);

    /// <summary>
    /// The best decision threshold for a goal, chosen on the rows of the sweep, each scored by the model that was not trained on it.
    /// scikit-learn: <c>TunedThresholdClassifierCV</c>.
    /// </summary>
    /// <param name="trial">The trial, such as <see cref="SweepResult.Best"/> or <see cref="SweepResult.Simplest"/>.</param>
    /// <param name="goal">What it is to be best for.</param>
    /// <remarks>For several goals, or to draw them, <see cref="TrainThresholdCurve"/> trains only once.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">No threshold reaches what is asked for; the message says how much is reached.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public DecisionThreshold ChooseThreshold(SweepTrial trial, ThresholdGoal goal)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return TrainThresholdCurve(trial).Choose(goal);
    }

    /// <summary>
    /// The pipeline with the values of a trial, fitted on all the data of the sweep, whose <c>PredictedLabel</c> is true where its
    /// <c>Score</c> is above a threshold.
    /// </summary>
    /// <param name="trial">The trial, such as <see cref="SweepResult.Best"/> or <see cref="SweepResult.Simplest"/>.</param>
    /// <param name="threshold">The threshold, such as <see cref="ChooseThreshold"/> returned.</param>
    /// <returns>The model, to be saved by <c>mlContext.Model.Save</c>; the threshold is part of it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotSupportedException">No step of the model has a threshold that can be changed.</exception>
    public ITransformer Refit(SweepTrial trial, DecisionThreshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return ThresholdedModel.Of(Refit(trial), threshold.Value);
    }
}
