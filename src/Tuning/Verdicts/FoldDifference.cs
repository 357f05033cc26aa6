namespace MLExtensions.Tuning;

/// <summary>By how much some scores are better than others of the same folds, and whether that can be chance.</summary>
/// <remarks>
/// The corrected resampled t-test: folds share training rows, so that the variance of their mean is taken as
/// (1/k + 1/(k − 1)) s² in place of s²/k. Nadeau and Bengio, Inference for the generalization error, Machine Learning 52 (2003),
/// section 4.
/// </remarks>
internal readonly struct FoldDifference
{
    /// <summary>Beyond it Student's t is by chance in one of forty cases, for 1, 2 … degrees of freedom.</summary>
    private static readonly double[] _quantiles = [12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23];

    private readonly double[] _differences;
    private readonly double _quantile;

    private FoldDifference(double[] differences)
    {
        _differences = differences;
        int folds = differences.Length;
        double mean = differences.Average();
        Mean = mean;
        double variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (folds - 1);
        StandardError = Math.Sqrt(variance * (1.0 / folds + 1.0 / (folds - 1)));
        _quantile = _quantiles[Math.Min(folds - 1, _quantiles.Length) - 1];
    }

    /// <summary>The mean over the folds.</summary>
    public double Mean { get; }

    /// <summary>Its standard error.</summary>
    public double StandardError { get; }

    /// <summary>Whether the one are better by more than chance explains.</summary>
    public bool IsCertain => Mean > _quantile * StandardError;

    public static FoldDifference Of(Scorer scorer, IEnumerable<double> better, IEnumerable<double> worse) =>
        new([.. better.Zip(worse, scorer.Gain)]);

    /// <summary>By how much this is more than another difference of the same folds.</summary>
    public FoldDifference Minus(FoldDifference other) => new([.. _differences.Zip(other._differences, (own, others) => own - others)]);

    public override string ToString() => ScoreText.Of(Mean, StandardError);
}
