using Microsoft.ML;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions;

/// <summary>Whether a model can learn a few rows by heart. If not even that, no amount of tuning will help.</summary>
public sealed record OverfitCheck
{
    /// <summary>The share of the variance that is to be explained.</summary>
    private const double NearlyAll = 0.99;

    internal OverfitCheck(bool passed, string metric, double score, RowCounts rows)
    {
        Passed = passed;
        Metric = metric;
        Score = score;
        Rows = rows;
    }

    /// <summary>Whether all classes are right, or nearly all of the variance is explained.</summary>
    public bool Passed { get; }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>The share of the rows classified correctly, or R², on the very rows that it was trained on.</summary>
    public double Score { get; }

    /// <summary>How many rows there were.</summary>
    public int Examples => Rows.Rows;

    /// <summary>
    /// The rows, and how many of them could not be scored and why. If the model leaves any without an answer, it did not pass.
    /// </summary>
    public RowCounts Rows { get; }

    /// <summary>What came out, and what may be wrong.</summary>
    public override string ToString()
    {
        string fact = $"{Metric} {ScoreText.Of(Score, places: 4)} on {Rows} that it was trained on";
        return Passed
            ? $"It can overfit a small sample: {fact}."
            : Rows.Unanswered > 0 ? $"It cannot even overfit a small sample: {fact}. Do rows lack a feature? ReplaceMissingValues fills it in."
            : $"It cannot even overfit a small sample: {fact}. Are there rows with the same features and other labels? Do the features reach the trainer (are they constant, zero or missing)? Is l2Regularization near 0? Is the model too simple for what is asked?";
    }

    internal static OverfitCheck Of(Scorer scorer, IEstimator<ITransformer> pipeline, IDataView data, int examples, int seed)
    {
        var ml = new MLContext(seed: 0);
        StoredRows stored = StoredRows.Of(data);
        if (RowCount.Of(stored) == 0)
            throw new InvalidOperationException("There are no rows that a model could learn.");
        int[] order = Strata.InterleavedOrShuffled(ml, stored, scorer.LabelColumnName, scorer.IsClassification, new Random(seed));
        StoredRows sample = stored.First(order, examples);
        FoldLabels.RequireDifferent(scorer, sample);
        ScoredRows rows = scorer.Score(Scorer.Steps(pipeline.Fit(sample)), sample);
        double score = scorer.Require(rows, "the sample", perClass: false).Value;
        bool isLearnt = scorer.IsClassification ? score == 1 : score >= NearlyAll;
        return new OverfitCheck(isLearnt && rows.Counts.Unanswered == 0, scorer.Metric, score, rows.Counts);
    }
}
