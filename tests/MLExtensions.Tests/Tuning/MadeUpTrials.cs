using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tests.Tuning;

/// <summary>Trials with scores that nothing was trained for.</summary>
internal static class MadeUpTrials
{
    public static MulticlassScorer Accuracy { get; } = Scorer(MulticlassMetric.MicroAccuracy);

    public static MulticlassScorer LogLoss { get; } = Scorer(MulticlassMetric.LogLoss);

    public static SweepTrial Trial(int number, ParameterValues values, params double[] folds) => Trial(new TrialPlan(number, values), folds);

    public static SweepTrial Trial(TrialPlan plan, params double[] folds) =>
        new(plan, [.. folds.Select(score => new FitOutcome(new MetricValue(score), new MetricValue(score), new MetricValue(0), 10, TimeSpan.Zero))]);

    public static SweepTrial Failed(TrialPlan plan) => new(plan, [FitOutcome.Failed(new InvalidOperationException("No."), TimeSpan.Zero)]);

    private static MulticlassScorer Scorer(MulticlassMetric metric) => new("Label", metric, topK: 3);
}
