using Microsoft.ML.Data;

namespace MLExtensions;

/// <summary>What a sweep of classifiers goes by: the metrics of <see cref="MulticlassClassificationMetrics"/>.</summary>
/// <remarks>
/// Rows without a label are left out. A row of a class that there was no row to train on, and a row that the model gives no
/// finite scores for, as where a feature is missing, is wrong for accuracies and left out of the log-loss and its reduction;
/// <see cref="SweepTrial.ValidationRows"/> counts both. ML.NET's evaluator leaves the latter out of accuracies, too.
/// </remarks>
public enum MulticlassMetric
{
    /// <summary>The share of rows classified correctly, from 0 to 1; the larger the better.</summary>
    MicroAccuracy,

    /// <summary>
    /// The mean over the classes of the share of their rows classified correctly, from 0 to 1; the larger the better.
    /// </summary>
    MacroAccuracy,

    /// <summary>
    /// The mean of −log p of the right class, at least 0; the smaller the better. Scores have to be probabilities.
    /// </summary>
    LogLoss,

    /// <summary>
    /// By how much the log-loss is below that of always giving the frequencies of the classes, as a share of it, at most 1; the
    /// larger the better. Scores have to be probabilities, and a fold has to have rows of two classes.
    /// </summary>
    LogLossReduction,

    /// <summary>
    /// The share of rows whose class is among the first few, from 0 to 1; the larger the better. Among as many as there are
    /// classes it always is.
    /// </summary>
    TopKAccuracy,
}
