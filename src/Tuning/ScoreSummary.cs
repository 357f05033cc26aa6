using System.Collections.Immutable;

namespace MLExtensions.Tuning;

/// <summary>Scores of several folds.</summary>
public sealed record ScoreSummary
{
    internal ScoreSummary(IEnumerable<double> folds)
    {
        Folds = [.. folds];
        Mean = Folds.Average();
        StandardError = Folds.Length < 2
            ? double.NaN : Math.Sqrt(Folds.Sum(score => (score - Mean) * (score - Mean)) / (Folds.Length - 1) / Folds.Length);
    }

    /// <summary>The score of each fold, in the metric's units.</summary>
    public ImmutableArray<double> Folds { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>
    /// The standard error of the mean, √(Σ(score − mean)² / ((k − 1) k)) over k folds; NaN for one fold. Folds share training
    /// rows, so that it is somewhat too small: Bengio and Grandvalet, No unbiased estimator of the variance of k-fold
    /// cross-validation, JMLR 5 (2004).
    /// </summary>
    public double StandardError { get; }

    /// <summary>The mean and its standard error.</summary>
    public override string ToString() => ScoreText.Of(this);
}
