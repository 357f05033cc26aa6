using Microsoft.ML.Runtime;
using MLExtensions.Interop;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Options;

/// <summary>What is to be predicted, and how models are scored and chosen.</summary>
/// <param name="Environment">The environment of the user's context.</param>
/// <param name="Options">The user's, checked.</param>
/// <param name="Scorer">The metric.</param>
/// <param name="PerClass">Whether to score each class, too.</param>
internal sealed record SweepTask(IHost Environment, SweepOptions Options, Scorer Scorer, bool PerClass)
{
    /// <summary>What seeds the sweep.</summary>
    public int Seed { get; init; } = Options.Seed ?? ContextSeed.Of(Environment);

    /// <summary>Where scores are kept, if anywhere.</summary>
    public string? CheckpointFile { get; init; } = Options.CheckpointFile;

    public static SweepTask Of(IHostEnvironment environment, MulticlassSweepOptions options)
    {
        options.Check();
        var scorer = new MulticlassScorer(
            options.LabelColumnName, options.Metric, options.TopKPredictionCount, options.ExampleWeightColumnName, options.CustomMetric)
        {
            Reported =
            [
                .. options.AlsoReport.Distinct().Where(metric => metric != options.Metric || options.CustomMetric is not null).Select(metric =>
                    new MulticlassScorer(options.LabelColumnName, metric, options.TopKPredictionCount, options.ExampleWeightColumnName)),
            ],
        };
        return new SweepTask(environment.Register("Sweep"), options, scorer, options.PerClass);
    }

    public static SweepTask Of(IHostEnvironment environment, RegressionSweepOptions options)
    {
        options.Check();
        var scorer = new RegressionScorer(options.LabelColumnName, options.Metric, options.ExampleWeightColumnName, options.CustomMetric)
        {
            Reported =
            [
                .. options.AlsoReport.Distinct().Where(metric => metric != options.Metric || options.CustomMetric is not null).Select(metric =>
                    new RegressionScorer(options.LabelColumnName, metric, options.ExampleWeightColumnName)),
            ],
        };
        return new SweepTask(environment.Register("Sweep"), options, scorer, PerClass: false);
    }
}
