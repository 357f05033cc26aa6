using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Objectives;

/// <summary>Watches the loss of examples that are not trained on, and keeps the parameters that did best on them.</summary>
/// <remarks>
/// Early stopping: Prechelt, Early stopping — but when?, in Neural Networks: Tricks of the Trade (1998); scikit-learn's
/// <c>early_stopping</c> with <c>n_iter_no_change</c>.
/// </remarks>
internal sealed class HeldOutLoss<TTarget>
{
    private readonly LinearObjective<TTarget> _objective;
    private readonly int _patience;
    private readonly float[] _best;
    private double _least = double.PositiveInfinity;

    /// <param name="heldOut">The examples; rescaled in place.</param>
    /// <param name="scaling">That of the examples trained on.</param>
    /// <param name="patience">Epochs without a smaller loss that are waited for.</param>
    /// <param name="workers">The threads that share the work.</param>
    public HeldOutLoss(LinearProblem<TTarget> heldOut, ColumnScaling scaling, int patience, Workers workers)
    {
        scaling.Rescale(heldOut.Features, workers);
        _objective = LinearObjective<TTarget>.Create(heldOut, scaling, workers);
        _patience = patience;
        _best = new float[_objective.Dimension];
    }

    /// <summary>1/Σw Σᵢ wᵢ ℓᵢ over the examples held out, when last looked at.</summary>
    public double Last { get; private set; } = double.NaN;

    /// <summary>When the loss was least.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>Looks at the loss.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Observe(int epoch, ReadOnlySpan<float> parameters)
    {
        Last = _objective.MeanLoss(parameters);
        if (Last < _least)
        {
            _least = Last;
            BestEpoch = epoch;
            parameters.CopyTo(_best);
        }

        return epoch - (BestEpoch ?? 0) < _patience;
    }

    /// <summary>Replaces parameters by the best, if there are any.</summary>
    public void CopyBest(Span<float> parameters)
    {
        if (BestEpoch is not null)
            _best.CopyTo(parameters);
    }
}
