using Microsoft.ML;

namespace MLExtensions.Tuning.Options;

/// <summary>What is wrong with a call, told before anything is fitted.</summary>
internal static class SweepChecks
{
    /// <summary>Throws if the data lack a column that the options take from them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do.</exception>
    public static void RequireColumns(SweepOptions options, IDataView data)
    {
        if (options.Stratify && data.Schema.GetColumnOrNull(options.LabelColumnName) is null)
        {
            throw new ArgumentOutOfRangeException(
                nameof(data),
                $"Could not find label column '{options.LabelColumnName}' in the data. {nameof(options.Stratify)} deals the rows out by it before the pipeline makes any column: make the label before the sweep, with an estimator's Fit(data).Transform(data), or go without {nameof(options.Stratify)}.");
        }
    }
}
