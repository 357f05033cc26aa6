using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Interop;

namespace MLExtensions.Tuning;

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

    /// <summary>What makes a sweep differ from another, but for its seed.</summary>
    public string Describe(MLContext ml, IDataView data, SweepPipeline pipeline, SweepSearch search)
    {
        return $"{Scorer.Description}, {Options.Folds.Describe(Options)}, {search.Description}, {pipeline.Steps.Count} steps, {(Options.TrainTogether ? "together" : "one by one")}, {(PerClass ? "per class, " : "")}data {Digest(ml, data)}";
    }

    /// <summary>A digest of the data's columns, and of the labels in their order, or, where there are none yet, of how many rows there are.</summary>
    private string Digest(MLContext ml, IDataView data)
    {
        string columns = string.Join(';', data.Schema.Select(column => $"{column.Name}:{column.Type}"));
        string rows = Strata.CanRead(data.Schema, Scorer.Label, Scorer.IsClassification)
            ? string.Join(';', Strata.Of(ml, data, Scorer.Label, Scorer.IsClassification).Texts)
            : $"{RowCount.Of(data)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{columns}|{rows}")))[..16];
    }
}
