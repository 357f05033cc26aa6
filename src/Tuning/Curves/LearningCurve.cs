namespace MLExtensions.Tuning;

/// <summary>
/// Training and validation scores against the number of examples trained on, of which each larger set holds the smaller ones:
/// where the validation score still rises, more data would help. scikit-learn: <c>learning_curve</c>.
/// </summary>
public sealed class LearningCurve
{
    internal LearningCurve(Scorer scorer, IEnumerable<SweepTrial> trials)
    {
        Metric = scorer.Metric;
        HigherIsBetter = scorer.HigherIsBetter;
        SweepTrial[] all = [.. trials];
        Points = [.. all.Where(trial => trial.Failure is null)
            .Select(trial => new LearningPoint((int)Math.Round(trial.Folds.Average(fold => fold.Examples)), trial))];
        Failures = [.. all.Where(trial => trial.Failure is not null)];
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>Whether larger scores are better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>From few examples to many.</summary>
    public IReadOnlyList<LearningPoint> Points { get; }

    /// <summary>Numbers of examples that could not be trained on, for instance since a class was missing among so few.</summary>
    public IReadOnlyList<SweepTrial> Failures { get; }

    /// <summary>The curve as a table.</summary>
    public override string ToString() => CurveTable.Of(
        "examples", Metric, Points.Select(point => (point.Examples.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), point.Trial)));
}
