using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// A descent in single precision, for data so large that it takes most of the time to look at them, and for who wants minibatches
/// alone, or an early end: minibatches come near the minimum, then full-batch quasi-Newton steps close in on it, unless that is
/// close enough.
/// </summary>
/// <remarks>
/// The hinge has no curvature. Over large dense rows it is minimized on the dual (<see cref="HingeDescent"/>); else quasi-Newton
/// steps go over its smooth approximations, each from the minimum of the one before.
/// </remarks>
internal sealed class SingleDescent<TTarget>
{
    private readonly DescentSettings _settings;
    private readonly LinearProblem<TTarget> _problem;
    private readonly Workers _workers;
    private readonly ColumnScaling _scaling;
    private readonly LinearObjective<TTarget> _objective;
    private readonly float[] _parameters;

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">What to minimize; the features are rescaled in place.</param>
    /// <param name="workers">The threads that share the work.</param>
    public SingleDescent(DescentSettings settings, LinearProblem<TTarget> problem, Workers workers)
    {
        (_settings, _problem, _workers) = (settings, problem, workers);
        _scaling = ColumnScaling.Apply(problem.Features, problem.Weights, problem.PenaltyOverCurvature, workers);
        _objective = LinearObjective<TTarget>.Create(problem, _scaling, workers);
        _parameters = new float[_objective.Dimension];
    }

    /// <summary>Finds the model.</summary>
    /// <param name="heldOut">Examples to watch the loss of; rescaled in place.</param>
    public LinearDescentResult Minimize(LinearProblem<TTarget>? heldOut)
    {
        HingeDescent? hinge = _settings.UseQuasiNewton && _problem is LinearProblem<int> svm && HingeDescent.Suits(svm)
            ? new HingeDescent(_settings, svm, _scaling, _workers)
            : null;
        HeldOutLoss<TTarget>? watched = heldOut is null ? null : new HeldOutLoss<TTarget>(heldOut, _scaling, _settings.Patience, _workers);
        var tolerances = Tolerances.Of(_settings.Tolerance, _problem);
        var outcome = new DescentOutcome(0, DescentEnd.Exhausted);
        if (_settings.TakesMinibatches(_problem.Features))
        {
            DescentSettings settings = hinge is null ? _settings : _settings.Shortened(HingeDescent.EpochsBefore);
            outcome = new MinibatchPhase<TTarget>(settings, _problem, _scaling, _workers).Descend(_parameters, tolerances, Value, Observe);
            _objective.CenterBiases(_parameters);
        }

        double? lowerBound = null;
        if (hinge is not null && outcome.End is DescentEnd.Exhausted or DescentEnd.Diverged or DescentEnd.Converged)
        {
            ThrowAwayBadStart();
            HingeResult result = hinge.Descend(_problem.L2Regularization, _parameters, outcome.Epochs, Observe);
            (outcome, lowerBound) = (result.Outcome, result.LowerBound);
        }
        else if (_settings.UseQuasiNewton && outcome.End is DescentEnd.Exhausted or DescentEnd.Diverged)
        {
            ThrowAwayBadStart();
            outcome = new QuasiNewtonPhase<TTarget>(_settings, _problem, _scaling, tolerances.Step, _workers).Descend(_parameters, outcome.Epochs, Observe);
        }

        watched?.CopyBest(_parameters);
        _objective.CenterBiases(_parameters);
        return new LinearDescentResult(RoundedModel.AsIs(_objective.ToModel(_parameters)), _scaling, Value() * _problem.TotalWeight, outcome)
        {
            Parameters = _parameters,
            BestEpoch = watched?.BestEpoch,
            LowerBound = lowerBound,
        };

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            bool goOn = watched?.Observe(report.Epoch, x) ?? true;
            _settings.OnEpoch?.Invoke(report with { HeldOutLoss = watched?.Last });
            return goOn;
        }
    }

    private double Value() => _objective.MeanLoss(_parameters) + _objective.Penalty(_parameters);

    /// <summary>From 0 there is a way to the minimum; from further up than 0 it may be too long.</summary>
    private void ThrowAwayBadStart()
    {
        if (!(Value() <= _problem.LossOfZeroScores(_settings.CancellationToken)))
            Array.Clear(_parameters);
    }
}
