using Microsoft.ML;
using MLExtensions.Arguments;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Searches;

namespace MLExtensions.Tuning.Running;

/// <summary>Trains a trial on growing shares of the rows of its folds.</summary>
internal static class LearningCurveRun
{
    /// <summary>Shares of the training rows for a learning curve where nobody says which.</summary>
    private static readonly double[] _shares = [0.1, 0.2, 0.4, 0.7, 1];

    public static LearningCurve Train(
        SweepTask task, IDataView data, SweepPipeline pipeline, ParameterValues values, IEnumerable<double>? shares)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(values);
        double[] wanted = [.. (shares ?? _shares).Distinct().Order()];
        Guard.NotEmpty(wanted, nameof(shares));
        foreach (double share in wanted)
            Guard.Require(share is > 0 and <= 1, share, nameof(shares), "above 0 and at most 1");
        SweepChecks.RequireColumns(task.Options, data);
        using var run = new SweepRun(task, data, pipeline, new ShareSweep(values, wanted));
        return new LearningCurve(task.Scorer, run.FoldSummary, run.Run());
    }
}
