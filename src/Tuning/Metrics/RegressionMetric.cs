using Microsoft.ML.Data;

namespace MLExtensions.Tuning;

/// <summary>What a sweep of regressions goes by: the metrics of <see cref="RegressionMetrics"/>.</summary>
public enum RegressionMetric
{
    /// <summary>√(mean of squared errors), in the label's units; the smaller the better.</summary>
    RootMeanSquaredError,

    /// <summary>The mean of squared errors, in the label's units squared; the smaller the better.</summary>
    MeanSquaredError,

    /// <summary>The mean of the errors' magnitudes, in the label's units; the smaller the better.</summary>
    MeanAbsoluteError,

    /// <summary>The share of the label's variance explained, at most 1; the larger the better. It takes two rows in a fold.</summary>
    RSquared,
}
