using Microsoft.ML;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Pipelines;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Running;

/// <summary>Makes the estimators of trials, and finds out what they have in common.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="contexts">Makes the contexts they are made with.</param>
/// <param name="folds">The folds, of any share of their training rows.</param>
internal sealed class TrialPaths(SweepPipeline pipeline, SweepContexts contexts, TrainingShares folds)
{
    private Dictionary<(int Fold, double Share), PipelineNode> _roots = [];

    /// <summary>Forgets what was fitted before.</summary>
    public void Forget() => _roots = [];

    /// <summary>The estimators of a trial on a fold, made anew.</summary>
    /// <remarks>What a step throws when it makes its estimator, it throws here.</remarks>
    public TrialPath Create(TrialPlan plan, int fold)
    {
        MLContext ml = contexts.Create();
        if (!_roots.TryGetValue((fold, plan.Share), out PipelineNode? root))
            _roots.Add((fold, plan.Share), root = new PipelineNode(folds.Of(fold, plan.Share)));

        List<PipelineNode> nodes = [];
        foreach (SweepStep step in pipeline.Steps)
        {
            HashSet<SweepParameter> reads = [];
            IEstimator<ITransformer> estimator = step.Create(ml, plan.Values.Noting(reads));
            string asked = plan.Values.Key(reads.OrderBy(parameter => parameter.Name, StringComparer.Ordinal));
            nodes.Add((nodes.Count == 0 ? root : nodes[^1]).Next(plan.Number, step, estimator, asked));
        }

        return new TrialPath(plan, fold, root, nodes);
    }
}
