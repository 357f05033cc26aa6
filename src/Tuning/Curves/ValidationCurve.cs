using MLExtensions.Tuning.Curves;
using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>
/// Training and validation scores against one parameter: where both are bad the model is too simple, where they part it is not
/// simple enough. scikit-learn: <c>validation_curve</c>.
/// </summary>
public sealed class ValidationCurve
{
    private readonly IReadOnlyList<SweepTrial> _trials;

    private ValidationCurve(RankedTrials all, SweepParameter parameter, IReadOnlyList<SweepTrial> trials)
    {
        Metric = all.Scorer.Metric;
        HigherIsBetter = all.Scorer.HigherIsBetter;
        FoldSummary = all.FoldSummary;
        Parameter = parameter;
        _trials = trials;
        Points = [.. trials.Where(trial => trial.Failure is null).Select(trial => new ValidationPoint(trial.Values[parameter], trial))];
        Failures = [.. trials.Where(trial => trial.Failure is not null)];
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>Whether larger scores are better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>How the rows were split, and what the standard errors are.</summary>
    public FoldSummary FoldSummary { get; }

    /// <summary>What varies.</summary>
    public SweepParameter Parameter { get; }

    /// <summary>The values tried, in the order of the axis, but for those that failed.</summary>
    public IReadOnlyList<ValidationPoint> Points { get; }

    /// <summary>The values that failed, in the order of the axis.</summary>
    public IReadOnlyList<SweepTrial> Failures { get; }

    /// <summary>The curve as a table, with the values that failed and why, the folds, and what ± is.</summary>
    public override string ToString() => CurveTable.Of(
        Parameter.Name, Metric, FoldSummary, _trials.Select(trial => (ScoreText.OfValue(trial.Values[Parameter]), trial)));

    internal static ValidationCurve Of(RankedTrials trials, SweepParameter parameter)
    {
        SweepTrial best = trials.Best;
        SweepParameter own = trials.Parameters.FirstOrDefault(other => other.Name == parameter.Name)
            ?? throw new ArgumentException($"'{parameter.Name}' was not searched over; there are {string.Join(", ", trials.Parameters)}.", nameof(parameter));
        SweepParameter[] others = [.. trials.Parameters.Where(other => other != own)];
        return new ValidationCurve(trials, own,
        [
            .. trials.All
                .Where(trial => trial.TrainingShare == best.TrainingShare
                    && Array.TrueForAll(others, other => trial.Values[other].Equals(best.Values[other])))
                .OrderBy(trial => own.Place(trial.Values[own])),
        ]);
    }
}
