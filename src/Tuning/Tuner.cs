using Microsoft.ML;
using MLExtensions.Arguments;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Running;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions.Tuning;

/// <summary>What the catalogs of all tasks offer.</summary>
internal static class Tuner
{
    /// <summary>Tries all that a search names.</summary>
    public static SweepOutcome Sweep(SweepTask task, IDataView data, SweepPipeline pipeline, SweepSearch search)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(search);
        SweepChecks.RequireColumns(task.Options, data);
        using var run = new SweepRun(task, data, pipeline, search);
        IReadOnlyList<SweepTrial> trials = TrialOrder.Ranked(run.Run(), task.Scorer);
        var ranked = new RankedTrials(task.Scorer, search.Parameters, run.FoldSummary, trials, run.Rounds)
        {
            Edges = search.HasEdges && trials[0].Failure is null ? SweepEdge.Of(trials[0], trials, pipeline, new MLContext(run.Seed)) : [],
        };
        return new SweepOutcome(task with { Seed = run.Seed }, run.Data, pipeline, ranked);
    }

    public static NestedResult NestedCrossValidate(
        SweepTask task, IDataView data, SweepPipeline pipeline, SweepSearch search, int numberOfOuterFolds, bool simplest)
    {
        ArgumentNullException.ThrowIfNull(data);
        Guard.Require(numberOfOuterFolds >= 2, numberOfOuterFolds, nameof(numberOfOuterFolds), "at least 2");
        if (task.Options.CheckpointFile is not null)
            throw new ArgumentException($"A nested cross-validation is several sweeps, and {nameof(SweepOptions.CheckpointFile)} holds one.");
        SweepChecks.RequireColumns(task.Options, data);
        var ml = new MLContext(seed: 0);
        FoldSplit split = FoldSplit.Outer(new FoldRequest(ml, StoredRows.Of(data, task.Options.CancellationToken), task.Options, task.Scorer.IsClassification, numberOfOuterFolds, task.Seed));
        SweepTask inner = task with { Seed = task.Options.Folds.InnerSeed(task.Seed) };
        return new NestedResult(task.Scorer.Metric, split.Summary, split.Folds.Select(fold =>
        {
            var result = new SweepResult(Sweep(inner, fold.Training, pipeline, search));
            SweepTrial chosen = simplest ? result.Simplest : result.Best;
            HeldOutEstimate estimate = result.Estimate(result.Refit(chosen), fold.Validation);
            return new NestedFold(chosen.Values, chosen.Validation.Mean, estimate.Score, chosen.TrainingRows, estimate.HeldOut);
        }));
    }

    public static OverfitCheck CheckCanOverfit(SweepTask task, IDataView data, IEstimator<ITransformer> pipeline, int examples)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(pipeline);
        Guard.Require(examples >= 2, examples, nameof(examples), "at least 2");
        return OverfitCheck.Of(task.Scorer, pipeline, data, examples, task.Seed);
    }
}
