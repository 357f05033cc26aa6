using MLExtensions.Tuning.Trials;

namespace MLExtensions;

/// <summary>Scores of several folds.</summary>
public sealed record ScoreSummary
{
    internal ScoreSummary(IEnumerable<double> folds)
        : this(folds.Select(score => (score, Repeat: 0)))
    {
    }

    /// <param name="folds">Scores, and which of the repeated splits each is of.</param>
    internal ScoreSummary(IEnumerable<(double Score, int Repeat)> folds)
    {
        (double Score, int Repeat)[] all = [.. folds];
        Folds = [.. all.Select(fold => fold.Score)];
        Mean = Folds.Average();
        Repeats = all.Select(fold => fold.Repeat).Distinct().Count();
        double[] squaredErrors = [.. all.GroupBy(fold => fold.Repeat, fold => fold.Score).Where(scores => scores.Count() > 1).Select(SquaredError)];
        StandardError = squaredErrors.Length == 0 ? double.NaN : Math.Sqrt(squaredErrors.Average());
    }

    /// <summary>The score of each fold, in the metric's units.</summary>
    public IReadOnlyList<double> Folds { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>
    /// The standard error of the mean, √(Σ(score − mean)² / ((k − 1) k)) over k folds; NaN for one fold. With repeats it is the
    /// root mean square of those of each repeat. Folds share training rows, so that it is somewhat too small: Bengio and
    /// Grandvalet, No unbiased estimator of the variance of k-fold cross-validation, JMLR 5 (2004). What it means for other folds
    /// than those of k-fold cross-validation is in <see cref="FoldSummary.StandardError"/>.
    /// </summary>
    public double StandardError { get; }

    /// <summary>How many splits the folds are of.</summary>
    internal int Repeats { get; }

    /// <summary>The mean and its standard error.</summary>
    public override string ToString() => ScoreText.Of(this);

    private static double SquaredError(IEnumerable<double> scores)
    {
        double[] ofRepeat = [.. scores];
        double mean = ofRepeat.Average();
        return ofRepeat.Sum(score => (score - mean) * (score - mean)) / (ofRepeat.Length - 1) / ofRepeat.Length;
    }
}
