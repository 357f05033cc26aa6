using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Running;

/// <summary>A trial on a fold, as a checkpoint file has it.</summary>
internal sealed class CheckpointFit
{
    public int Trial { get; init; }

    public double Share { get; init; }

    public int Fold { get; init; }

    public string[]? Estimators { get; init; }

    public double Training { get; init; }

    public double Validation { get; init; }

    public Dictionary<string, double>? TrainingPerClass { get; init; }

    public Dictionary<string, double>? ValidationPerClass { get; init; }

    public Dictionary<string, double>? TrainingReported { get; init; }

    public Dictionary<string, double>? ValidationReported { get; init; }

    public RowCounts? TrainingRows { get; init; }

    public RowCounts? ValidationRows { get; init; }

    public double Guess { get; init; }

    public double? TrainingLogLoss { get; init; }

    public double? ValidationLogLoss { get; init; }

    public double? GuessLogLoss { get; init; }

    public int Examples { get; init; }

    public TimeSpan Time { get; init; }

    public static CheckpointFit Of(TrialPath path, FitOutcome outcome) => new()
    {
        Trial = path.Plan.Number,
        Share = path.Plan.Share,
        Fold = path.Fold,
        Estimators = [.. path.Estimators],
        Training = outcome.Training.Value,
        Validation = outcome.Validation.Value,
        TrainingPerClass = outcome.Training.PerClass?.ToDictionary(),
        ValidationPerClass = outcome.Validation.PerClass?.ToDictionary(),
        TrainingReported = outcome.Training.Reported?.ToDictionary(),
        ValidationReported = outcome.Validation.Reported?.ToDictionary(),
        TrainingRows = outcome.Training.Rows,
        ValidationRows = outcome.Validation.Rows,
        Guess = outcome.Guess.Value,
        TrainingLogLoss = OrNone(outcome.Training.LogLoss),
        ValidationLogLoss = OrNone(outcome.Validation.LogLoss),
        GuessLogLoss = OrNone(outcome.Guess.LogLoss),
        Examples = outcome.Examples,
        Time = outcome.Time,
    };

    public FitOutcome ToOutcome() => new(
        Of(Training, TrainingPerClass, TrainingReported, TrainingRows, TrainingLogLoss),
        Of(Validation, ValidationPerClass, ValidationReported, ValidationRows, ValidationLogLoss),
        new MetricValue(Guess) { LogLoss = GuessLogLoss ?? double.NaN }, Examples, Time);

    private static MetricValue Of(
        double value, Dictionary<string, double>? perClass, Dictionary<string, double>? reported, RowCounts? rows, double? logLoss) =>
        new(value, perClass) { Reported = reported, Rows = rows ?? new RowCounts(0, 0, 0, 0), LogLoss = logLoss ?? double.NaN };

    private static double? OrNone(double value) => double.IsNaN(value) ? null : value;
}
