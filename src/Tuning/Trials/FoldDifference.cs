using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>By how much some scores are better than others of the same folds, and whether that can be chance.</summary>
/// <remarks>
/// <para>
/// The corrected resampled t-test: folds share training rows, so that the variance of the mean over r splits into k folds each is
/// taken as (1/rk + 1/(k − 1)) s² in place of s²/rk. Nadeau and Bengio, Inference for the generalization error, Machine Learning
/// 52 (2003), section 4.
/// </para>
/// <para>
/// Where one fold is far from the others, s² grows with the very difference that is looked for. So five folds or more that all
/// agree are enough, too: the sign test, by chance in one of 2ᵏ cases. Splits of the same rows again count as one.
/// </para>
/// </remarks>
internal readonly struct FoldDifference
{
    /// <summary>Beyond it Student's t is by chance in one of forty cases, for 1, 2 … degrees of freedom.</summary>
    private static readonly double[] _oneInForty = [12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23];

    /// <summary>The same for one of twenty.</summary>
    private static readonly double[] _oneInTwenty = [6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83, 1.81];

    /// <summary>So many folds agree by chance in one of 32 cases.</summary>
    private const int FoldsThatTell = 5;

    private readonly double[] _differences;
    private readonly int _repeats;

    private FoldDifference(double[] differences, int repeats)
    {
        (_differences, _repeats) = (differences, repeats);
        int folds = differences.Length;
        double mean = differences.Average();
        Mean = mean;
        double variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (folds - 1);
        StandardError = Math.Sqrt(variance * (1.0 / folds + 1.0 / (FoldsOfSplit - 1)));
    }

    /// <summary>The mean over the folds.</summary>
    public double Mean { get; }

    /// <summary>Its standard error.</summary>
    public double StandardError { get; }

    /// <summary>Whether the one are better by more than chance explains in about one of twenty cases.</summary>
    public bool IsCertain => Exceeds(_oneInTwenty) || (Mean > 0 && FoldsOfSplit >= FoldsThatTell && Array.TrueForAll(_differences, difference => difference > 0));

    /// <summary>The same in one of forty cases, by the t-test alone: for what has been chosen as the best of many.</summary>
    public bool IsSure => Exceeds(_oneInForty);

    /// <param name="scorer">Says which scores are better.</param>
    /// <param name="better">Scores of the folds.</param>
    /// <param name="worse">Others of the same folds.</param>
    /// <param name="repeats">How many splits the folds are of.</param>
    public static FoldDifference Of(Scorer scorer, IEnumerable<double> better, IEnumerable<double> worse, int repeats) =>
        new([.. better.Zip(worse, scorer.Gain)], repeats);

    /// <param name="less">Losses of the folds.</param>
    /// <param name="more">Others of the same folds, which are larger if the difference is positive.</param>
    /// <param name="repeats">How many splits the folds are of.</param>
    public static FoldDifference Of(double[] less, double[] more, int repeats) => new([.. less.Zip(more, (one, other) => other - one)], repeats);

    /// <summary>By how much this is more than another difference of the same folds.</summary>
    public FoldDifference Minus(FoldDifference other) => new([.. _differences.Zip(other._differences, (own, others) => own - others)], _repeats);

    private int FoldsOfSplit => _differences.Length / _repeats;

    public override string ToString() => ScoreText.Of(Mean, StandardError);

    private bool Exceeds(double[] quantiles) =>
        _differences.Length > 1 && Mean > quantiles[Math.Min(_differences.Length - 1, quantiles.Length) - 1] * StandardError;
}
