namespace MLExtensions.Tuning;

/// <summary>
/// Training and validation scores against one parameter: where both are bad the model is too simple, where they part it is not
/// simple enough. scikit-learn: <c>validation_curve</c>.
/// </summary>
public sealed class ValidationCurve
{
    private ValidationCurve(SweepResult result, SweepParameter parameter, IReadOnlyList<ValidationPoint> points)
    {
        Metric = result.Metric;
        HigherIsBetter = result.HigherIsBetter;
        Parameter = parameter;
        Points = points;
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>Whether larger scores are better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>What varies.</summary>
    public SweepParameter Parameter { get; }

    /// <summary>The values tried, in the order of the axis; those that failed are left out.</summary>
    public IReadOnlyList<ValidationPoint> Points { get; }

    /// <summary>The curve as a table.</summary>
    public override string ToString() => CurveTable.Of(
        Parameter.Name, Metric, Points.Select(point => (ScoreText.OfValue(point.Value), point.Trial)));

    internal static ValidationCurve Of(SweepResult result, SweepParameter parameter)
    {
        SweepTrial best = result.Best;
        SweepParameter own = result.Parameters.FirstOrDefault(other => other.Name == parameter.Name)
            ?? throw new ArgumentException($"'{parameter.Name}' was not searched over; there are {string.Join(", ", result.Parameters)}.", nameof(parameter));
        SweepParameter[] others = [.. result.Parameters.Where(other => other != own)];
        return new ValidationCurve(result, own,
        [
            .. result.Trials
                .Where(trial => trial.Failure is null && trial.TrainingShare == best.TrainingShare
                    && Array.TrueForAll(others, other => trial.Values[other].Equals(best.Values[other])))
                .Select(trial => new ValidationPoint(trial.Values[own], trial))
                .OrderBy(point => own.Place(point.Value)),
        ]);
    }
}
