using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// Comes near the minimum in single precision, which is faster over many rows, for a descent in double precision to begin there.
/// </summary>
/// <remarks>
/// A smooth loss takes minibatches, the hinge its large-scale descent (<see cref="HingeDescent"/>), whose bound is often all the
/// proof that is needed. It has features of its own, which it rescales.
/// </remarks>
internal sealed class SingleStart<TTarget>
{
    /// <summary>
    /// The share of F that the hinge may be above its minimum; a little is left for what double precision finds otherwise.
    /// </summary>
    private const double HingeTolerance = 0.96 * HingeDescent.DefaultTolerance;

    /// <summary>The share of F at W = 0 below which single precision does not tell enough of the hinge's dual.</summary>
    private const double LeastShare = 1e-3;

    /// <summary>Nor does it under a penalty that is so small a share of the features' spread.</summary>
    private const double LeastPenalty = 1e-10;

    private readonly DescentSettings _settings;
    private readonly LinearProblem<TTarget> _problem;
    private readonly ColumnScaling _scaling;
    private readonly Workers _workers;
    private readonly HingeDescent? _hinge;
    private readonly double _spread;
    private float[] _parameters = [];

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">The problem, its features as they are; they stay so.</param>
    /// <param name="workers">The threads that share the work.</param>
    public SingleStart(DescentSettings settings, LinearProblem<TTarget> problem, Workers workers)
    {
        (_settings, _workers) = (settings, workers);
        _problem = problem.Copy(settings.CancellationToken);
        _scaling = ColumnScaling.Apply(_problem.Features, problem.Weights, problem.PenaltyOverCurvature, workers);
        for (int f = 0; f < _scaling.Scale.Length; f++)
            _spread += _scaling.Variance[f] * _scaling.Scale[f] * _scaling.Scale[f];
        if (_problem is LinearProblem<int> { Loss.HasKinks: true } svm && LinearDescent.StartsInSinglePrecision(svm))
            _hinge = new HingeDescent(settings, svm, _scaling, workers) { Tolerance = HingeTolerance, LeastShare = LeastShare };
    }

    /// <summary>Finds where to start; the hinge goes on from where it last was.</summary>
    /// <param name="l2Regularization">λ.</param>
    /// <param name="tell">Told about each epoch.</param>
    /// <returns>Null where there is no better start than 0.</returns>
    public PreciseStart? At(double l2Regularization, Func<EpochReport, bool> tell)
    {
        LinearProblem<TTarget> problem = _problem with { L2Regularization = l2Regularization };
        if (_hinge is null || 2 * l2Regularization < LeastPenalty * _problem.TotalWeight * _spread)
            return _hinge is null || _settings.AsksForMinibatches ? Minibatches(problem, _settings, tell) : null;

        int epochs = 0;
        if (_parameters.Length == 0)
            epochs = Minibatches(problem, _settings.Shortened(HingeDescent.EpochsBefore), tell)?.Epochs ?? 0;
        HingeResult result = _hinge.Descend(l2Regularization, _parameters, epochs, (report, _) => tell(report));
        return new PreciseStart(ToModel(problem), result.Outcome.Epochs) { Slopes = _hinge.Slopes, LowerBound = result.LowerBound };
    }

    private PreciseStart? Minibatches(LinearProblem<TTarget> problem, DescentSettings settings, Func<EpochReport, bool> tell)
    {
        (DescentOutcome outcome, _parameters) = new MinibatchPhase<TTarget>(settings, problem, _scaling, _workers).Start(tell);
        if (outcome.End != DescentEnd.Diverged)
            return new PreciseStart(ToModel(problem), outcome.Epochs);
        Array.Clear(_parameters);
        return null;
    }

    private LinearModel ToModel(LinearProblem<TTarget> problem) => LinearObjective<TTarget>.Create(problem, _scaling, _workers).ToModel(_parameters);
}
