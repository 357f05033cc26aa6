using System.Globalization;
using MLExtensions.Tuning.Curves;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions;

/// <summary>
/// Training and validation scores against the number of examples trained on, of which each larger set holds the smaller ones:
/// where the validation score still rises, more data would help. scikit-learn: <c>learning_curve</c>.
/// </summary>
public sealed class LearningCurve
{
    private readonly SweepTrial[] _trials;

    /// <exception cref="InvalidOperationException">All trials failed; the inner exception is that of the first.</exception>
    internal LearningCurve(Scorer scorer, FoldSummary folds, IEnumerable<SweepTrial> trials)
    {
        Metric = scorer.Metric;
        HigherIsBetter = scorer.HigherIsBetter;
        FoldSummary = folds;
        _trials = [.. trials.OrderBy(trial => trial.TrainingShare)];
        Points = [.. _trials.Where(trial => trial.Failure is null).Select(trial => new LearningPoint(ExamplesOf(trial), trial))];
        Failures = [.. _trials.Where(trial => trial.Failure is not null)];
        if (Points.Count == 0)
            throw new InvalidOperationException($"All {Failures.Count} numbers of examples failed, the first with: {Failures[0].Failure!.Message}", Failures[0].Failure);
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>Whether larger scores are better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>How the rows were split, and what the standard errors are.</summary>
    public FoldSummary FoldSummary { get; }

    /// <summary>From few examples to many.</summary>
    public IReadOnlyList<LearningPoint> Points { get; }

    /// <summary>Numbers of examples that could not be trained on, for instance since a class was missing among so few.</summary>
    public IReadOnlyList<SweepTrial> Failures { get; }

    /// <summary>The curve as a table, with those that failed and why, the folds, and what ± is.</summary>
    public override string ToString() => CurveTable.Of("examples", Metric, FoldSummary, _trials.Select(trial => (
        trial.Failure is null
            ? ExamplesOf(trial).ToString("N0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{100 * trial.TrainingShare:0.##} %"),
        trial)));

    private static int ExamplesOf(SweepTrial trial) => (int)Math.Round(trial.Folds.Average(fold => fold.Examples));
}
