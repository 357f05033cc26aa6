using Microsoft.ML;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Pipelines;

namespace MLExtensions.Tuning.Running;

/// <summary>A step fitted on a fold behind certain others: what several trials have in common is there once.</summary>
/// <remarks>
/// The nodes of a fold are a tree, from the fold itself to the last step of each trial. Nothing is fitted before it is asked
/// for, and what is asked for by several is kept in memory until the last of them is done.
/// </remarks>
internal sealed class PipelineNode
{
    private readonly PipelineNode? _parent;
    private readonly SweepStep? _step;
    private readonly Dictionary<string, PipelineNode> _children = [];
    private readonly HashSet<int> _trials = [];
    private Lazy<Fold>? _output;
    private int _users;

    /// <summary>The root: a fold as it is.</summary>
    public PipelineNode(Fold fold) => _output = new Lazy<Fold>(fold);

    private PipelineNode(PipelineNode parent, SweepStep step, IEstimator<ITransformer> estimator)
    {
        _parent = parent;
        _step = step;
        Estimator = estimator;
        _output = new Lazy<Fold>(Make);
    }

    /// <summary>The step's; none for the root.</summary>
    public IEstimator<ITransformer>? Estimator { get; }

    /// <summary>What the estimator is, asked for before it is fitted.</summary>
    public string Text => field ??= _step!.Text ?? EstimatorText.Of(Estimator!);

    /// <summary>Whether all trials and folds have the same estimator.</summary>
    public bool IsShared => _step?.IsShared == true;

    /// <summary>How many trials have this step.</summary>
    public int Trials => _trials.Count;

    /// <summary>The fold behind this step.</summary>
    /// <remarks>What fitting throws, it throws to all who ask.</remarks>
    public Fold Output => (_output ?? throw new ObjectDisposedException(nameof(PipelineNode))).Value;

    /// <summary>The node of the next step.</summary>
    /// <param name="trial">The number of the trial that has it.</param>
    /// <param name="step">The step.</param>
    /// <param name="estimator">What it made for the trial.</param>
    /// <param name="asked">The values it asked for, which tell whether it is the same for another trial.</param>
    public PipelineNode Next(int trial, SweepStep step, IEstimator<ITransformer> estimator, string asked)
    {
        if (!_children.TryGetValue(asked, out PipelineNode? child))
            _children.Add(asked, child = new PipelineNode(this, step, estimator));
        child._trials.Add(trial);
        return child;
    }

    /// <summary>Notes that there is work to do with the output, of this node and of those before.</summary>
    public void Reserve()
    {
        for (PipelineNode? node = this; node is not null; node = node._parent)
            Interlocked.Increment(ref node._users);
    }

    /// <summary>Notes that some work is done; what nobody else has work with is forgotten.</summary>
    public void Release()
    {
        for (PipelineNode? node = this; node is not null; node = node._parent)
            if (Interlocked.Decrement(ref node._users) == 0)
                node._output = null;
    }

    /// <summary>Fits an estimator, one thread at a time if all trials have the same.</summary>
    public ITransformer Fit(IDataView training)
    {
        if (!IsShared)
            return Estimator!.Fit(training);
        lock (_step!)
            return Estimator!.Fit(training);
    }

    private Fold Make()
    {
        Fold input = _parent!.Output;
        Fold output = input.Through(Fit(input.Training));
        return _children.Count > 1 ? output.Stored() : output;
    }
}
