using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>A combination of values that was tried, and how it did.</summary>
public sealed record SweepTrial
{
    private readonly FoldSummary? _split;

    /// <param name="plan">What was tried.</param>
    /// <param name="folds">What came of it, fold by fold.</param>
    /// <param name="split">What the folds are. Default: null, all of one split.</param>
    internal SweepTrial(TrialPlan plan, IReadOnlyList<FitOutcome> folds, FoldSummary? split = null)
    {
        _split = split;
        Number = plan.Number;
        Values = plan.Values;
        TrainingShare = plan.Share;
        Folds = folds;
        Failure = folds.Select(fold => fold.Failure).FirstOrDefault(failure => failure is not null);
        Time = folds.Aggregate(TimeSpan.Zero, (sum, fold) => sum + fold.Time);
        Validation = Summary(fold => fold.Validation.Value);
        Training = Summary(fold => fold.Training.Value);
        TrainingRows = folds.Select(fold => fold.Training.Rows).Aggregate((all, rows) => all + rows);
        ValidationRows = folds.Select(fold => fold.Validation.Rows).Aggregate((all, rows) => all + rows);
        ValidationPerClass = Named(fold => fold.Validation.PerClass);
        TrainingPerClass = Named(fold => fold.Training.PerClass);
        Reported = Named(fold => fold.Validation.Reported);
    }

    /// <summary>Its place in the order of the search, from 1.</summary>
    public int Number { get; }

    /// <summary>What was tried.</summary>
    public ParameterValues Values { get; }

    /// <summary>The scores of the folds that models had not seen; NaN if the trial failed.</summary>
    public ScoreSummary Validation { get; }

    /// <summary>The scores of the rows that the models were trained on; NaN if the trial failed.</summary>
    public ScoreSummary Training { get; }

    /// <summary>
    /// How many rows its models were given to train on, all folds together, so that a row counts as often as it was given; and
    /// how many of them training skipped, as they have no label, or lack a feature, so that the model has no answer for them
    /// either, or a weight.
    /// </summary>
    public RowCounts TrainingRows { get; }

    /// <summary>
    /// How many rows the validation scores rest on, all folds together, and how many they do not rest on, or count as wrong.
    /// </summary>
    public RowCounts ValidationRows { get; }

    /// <summary>The validation scores within each class, by its name; empty where they were not asked for.</summary>
    public IReadOnlyDictionary<string, ScoreSummary> ValidationPerClass { get; }

    /// <summary>The training scores within each class, by its name; empty where they were not asked for.</summary>
    public IReadOnlyDictionary<string, ScoreSummary> TrainingPerClass { get; }

    /// <summary>
    /// The validation scores by the metrics that are reported beside the one that decides, by their names; empty where there are
    /// none.
    /// </summary>
    public IReadOnlyDictionary<string, ScoreSummary> Reported { get; }

    /// <summary>
    /// The share of the rows to train on that it was trained on, above 0 and at most 1: below 1 where successive halving gave it
    /// up.
    /// </summary>
    public double TrainingShare { get; }

    /// <summary>The time that its fits and scores took, all folds together; those trained together share theirs.</summary>
    public TimeSpan Time { get; }

    /// <summary>Why it failed; null if it did not.</summary>
    public Exception? Failure { get; private init; }

    /// <summary>What there is of each fold.</summary>
    internal IReadOnlyList<FitOutcome> Folds { get; }

    /// <summary>Its values and its scores.</summary>
    public override string ToString()
    {
        string values = ScoreText.OfValues(Values);
        string name = values.Length == 0 ? $"trial {Number}" : values;
        string rows = ValidationRows.Answered < ValidationRows.Rows ? $" on {ValidationRows}" : "";
        return Failure is null ? $"{name}: {Validation}{rows}" : $"{name}: failed, {Failure.Message}";
    }

    /// <summary>A score of each fold.</summary>
    internal ScoreSummary Summary(Func<FitOutcome, double> score) => new(Folds.Select((fold, i) => (score(fold), RepeatOf(i))));

    /// <summary>The same trial as one that failed.</summary>
    internal SweepTrial Failing(Exception failure) => this with { Failure = failure };

    private Dictionary<string, ScoreSummary> Named(Func<FitOutcome, IReadOnlyDictionary<string, double>?> part) => Folds
        .SelectMany((fold, i) => (part(fold) ?? new Dictionary<string, double>()).Select(score => (score.Key, score.Value, Repeat: RepeatOf(i))))
        .GroupBy(score => score.Key, score => (score.Value, score.Repeat))
        .ToDictionary(scores => scores.Key, scores => new ScoreSummary(scores));

    private int RepeatOf(int fold) => _split?.Folds[fold].Repeat ?? 1;
}
