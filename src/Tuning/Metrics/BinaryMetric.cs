using Microsoft.ML.Data;

namespace MLExtensions;

/// <summary>
/// What a sweep of binary classifiers goes by: the metrics of <see cref="BinaryClassificationMetrics"/> and
/// <see cref="CalibratedBinaryClassificationMetrics"/>.
/// </summary>
/// <remarks>
/// A row that the model gives no finite score for, as where a feature is missing, is wrong for <see cref="Accuracy"/>,
/// <see cref="F1Score"/> and both recalls, and left out of all other metrics; <see cref="SweepTrial.ValidationRows"/> counts such rows.
/// ML.NET's evaluator leaves them out of all. Metrics that count rows go by <c>PredictedLabel</c>, so that they judge the decision
/// threshold of the model; ML.NET's evaluator counts by whether <c>Score</c> is above 0.
/// </remarks>
public enum BinaryMetric
{
    /// <summary>
    /// The area under the receiver operating characteristic, from 0 to 1: the chance that a row that is true has the higher score than
    /// one that is false, of equal scores one half; the larger the better. Source: Hanley and McNeil, The meaning and use of the area
    /// under a receiver operating characteristic (ROC) curve, Radiology 143 (1982).
    /// </summary>
    AreaUnderRocCurve,

    /// <summary>
    /// The area under the curve of precision against recall, from 0 to 1, by the lower trapezoid; the larger the better. Rows of equal
    /// score are taken in the order of the data, as ML.NET's evaluator takes them. Source: Boyd, Eng and Page, Area under the
    /// precision-recall curve, ECML PKDD (2013).
    /// </summary>
    AreaUnderPrecisionRecallCurve,

    /// <summary>The share of rows classified correctly, from 0 to 1; the larger the better.</summary>
    Accuracy,

    /// <summary>
    /// The harmonic mean of precision and recall of the rows that are true, from 0 to 1; the larger the better. It is 0 where no such row
    /// is found, where ML.NET's evaluator gives NaN.
    /// </summary>
    F1Score,

    /// <summary>
    /// Of the rows taken for true the share that is, from 0 to 1; the larger the better. It is 0 where no row is taken for true.
    /// </summary>
    PositivePrecision,

    /// <summary>Of the rows that are true the share taken for it, from 0 to 1; the larger the better.</summary>
    PositiveRecall,

    /// <summary>
    /// Of the rows taken for false the share that is, from 0 to 1; the larger the better. It is 0 where no row is taken for false.
    /// </summary>
    NegativePrecision,

    /// <summary>Of the rows that are false the share taken for it, from 0 to 1; the larger the better.</summary>
    NegativeRecall,

    /// <summary>
    /// The mean of −log₂ p of what rows are, in bits, at least 0; the smaller the better. The pipeline has to give a <c>Probability</c>;
    /// one below 1e-15 counts as that.
    /// </summary>
    LogLoss,

    /// <summary>
    /// By how much the log-loss is below that of always giving the share of rows that are true, as a share of it, at most 1; the larger
    /// the better. The pipeline has to give a <c>Probability</c>.
    /// </summary>
    LogLossReduction,
}
