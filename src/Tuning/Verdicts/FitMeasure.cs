using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Verdicts;

/// <summary>How far from perfect the scores of folds are, as shares of how far a guess is.</summary>
/// <remarks>
/// 0 is perfect and 1 is a guess. What is worse than a guess approaches 2, so that a model that fails badly on one fold does not
/// drown what the other folds say. Squared errors count by their roots: MSE, RMSE and R² measure alike.
/// </remarks>
internal sealed class FitMeasure
{
    private readonly Func<MetricValue, double> _loss;

    /// <summary>How far from perfect a guess is on each fold.</summary>
    private readonly double[] _scales;

    private FitMeasure(SweepTrial trial, Func<MetricValue, double> loss)
    {
        _loss = loss;
        double[] guesses = [.. trial.Folds.Select(fold => loss(fold.Guess))];

        // On a fold that happens to be easy to guess, a small error would be many times that of the guess.
        double least = guesses.Average() / 2;
        _scales = Array.ConvertAll(guesses, guess => Math.Max(guess, least));
        Guess = Of(trial, fold => fold.Guess);
    }

    /// <summary>What a guess is on each fold: 1, or less where the fold is easy to guess.</summary>
    public double[] Guess { get; }

    /// <summary>By the metric of the sweep.</summary>
    /// <param name="scorer">The metric.</param>
    /// <param name="trial">A trial that has the guesses.</param>
    public static FitMeasure OfMetric(Scorer scorer, SweepTrial trial) => new(trial, score =>
    {
        double distance = Math.Max(0, scorer.Gain(scorer.Perfect, score.Value));
        return scorer.IsSquared ? Math.Sqrt(distance) : distance;
    });

    /// <summary>By the log-loss of the same predictions; null where they are numbers.</summary>
    public static FitMeasure? OfLogLoss(SweepTrial trial) =>
        trial.Folds.Any(fold => double.IsNaN(fold.Guess.LogLoss) || double.IsNaN(fold.Validation.LogLoss)) ? null : new(trial, score => score.LogLoss);

    /// <summary>On the rows that the models were trained on.</summary>
    public double[] Training(SweepTrial trial) => Of(trial, fold => fold.Training);

    /// <summary>On the other rows.</summary>
    public double[] Validation(SweepTrial trial) => Of(trial, fold => fold.Validation);

    private double[] Of(SweepTrial trial, Func<FitOutcome, MetricValue> part) => [.. trial.Folds.Select((fold, i) => Bounded(_loss(part(fold)), _scales[i]))];

    private static double Bounded(double loss, double scale) =>
        loss <= scale ? (scale > 0 ? loss / scale : 0) : 2 - scale / loss;
}
