using Microsoft.ML.Data;

namespace MLExtensions;

/// <summary>What a sweep of regressions goes by: the metrics of <see cref="RegressionMetrics"/>, in double precision.</summary>
/// <remarks>
/// Rows with a missing (NaN) or infinite label are left out, and so are those that the model gives no finite score for;
/// <see cref="SweepTrial.ValidationRows"/> counts both, and a trial that answers fewer rows than another fails unless
/// <see cref="SweepOptions.AllowUnanswered"/> is set.
/// </remarks>
public enum RegressionMetric
{
    /// <summary>√(mean of squared errors), in the label's units; the smaller the better.</summary>
    RootMeanSquaredError,

    /// <summary>The mean of squared errors, in the label's units squared; the smaller the better.</summary>
    MeanSquaredError,

    /// <summary>The mean of the errors' magnitudes, in the label's units; the smaller the better.</summary>
    MeanAbsoluteError,

    /// <summary>
    /// The share of the label's variance explained, at most 1; the larger the better. It takes two different labels in a fold.
    /// </summary>
    RSquared,
}
