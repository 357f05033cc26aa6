using System.Numerics.Tensors;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Proximal;

/// <summary>Minimizes the support vector machine's objective until a bound from below says that it is near.</summary>
/// <remarks>
/// <code>
/// repeat   minimize λ‖W‖² + Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ; a, δ) by Newton's method, b for W exactly
///          W, b ← c W, c b, the least of F along the ray
///          a ← t, the slopes
/// until    F − D ≤ tolerance · F,   D the dual at t
/// </code>
/// <see cref="HingeBlockLoss"/> has the mathematics. δ begins where the smoothed problem is about as easy as ridge regression,
/// and shrinks where a round has not brought the gap down by much.
/// </remarks>
internal sealed class ProximalPoints
{
    private const int MostRounds = 60;

    /// <summary>The least δ to begin with, in margins: all pairs are within it at W = 0.</summary>
    private const double WidestMargins = 4;

    /// <summary>The least δ that is come down to without a penalty, where no bound says whether it is narrow enough.</summary>
    private const double NarrowestMargins = 1e-3;

    /// <summary>The least δ to begin with, as a share of the curvature of the dual, ‖x‖² / 2λ.</summary>
    private const double CurvatureShare = 0.1;

    /// <summary>The share of the gap that the last Newton step of a round may promise, at first and at least.</summary>
    private const double FirstShare = 0.05;

    private const double LeastShare = 1e-6;

    /// <summary>The share of the tolerance that it is worth nothing below.</summary>
    private const double ShareOfTolerance = 0.01;

    /// <summary>The same as a share of what the first step of the round promised, in the first round and later.</summary>
    private const double ShareOfFirstStep = 1e-3;

    private const double ShareOfLaterFirstStep = 0.03;

    /// <summary>What is left of the gap after a round that was worth its time.</summary>
    private const double Progress = 0.4;

    /// <summary>The same after one that was worth nothing.</summary>
    private const double NoProgress = 0.9;

    /// <summary>The share of the gap that may come from Newton's method having ended early.</summary>
    private const double InexactShare = 0.2;

    /// <summary>The share of F at W = 0, b = 0 that is as good as 0.</summary>
    private const double Negligible = 1e-13;

    private readonly NewtonObjective _objective;
    private readonly HingeBlockLoss _loss;
    private readonly HingeBiases _biases;
    private readonly HingeDual _dual;
    private readonly HingeRay _ray;

    public ProximalPoints(NewtonObjective objective, HingeBlockLoss loss)
    {
        (_objective, _loss) = (objective, loss);
        _biases = new HingeBiases(objective, loss);
        _dual = new HingeDual(objective, loss);
        _ray = new HingeRay(objective, loss);
    }

    /// <summary>The least F so far.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>What the minimum is not below.</summary>
    public double LowerBound { get; private set; }

    public Deadline Deadline { get; init; }

    /// <summary>Passes over the data at most.</summary>
    public int MostPasses { get; init; } = int.MaxValue;

    /// <summary>Told after each round; passes over the data are epochs.</summary>
    public Func<EpochReport, bool>? OnRound { get; init; }

    /// <summary>Ends where it starts if that is near enough.</summary>
    /// <param name="parameters">W and b; of several that are as good it takes the one model.</param>
    /// <param name="lowerBound">What the minimum is not below.</param>
    /// <param name="tolerance">The share of F that it may be above the minimum.</param>
    /// <returns>Whether it is.</returns>
    public bool TryAccept(double[] parameters, double lowerBound, double tolerance)
    {
        LowerBound = lowerBound;
        _loss.Smoothing = _loss.Margin;
        var scores = new double[_objective.Design.Length(_objective.Outputs)];
        _objective.Score(parameters, scores);
        double value = _ray.Minimize(scores, _objective.Penalty(parameters), out double scale);
        if (value - LowerBound > tolerance * value)
            return false;
        TensorPrimitives.Multiply(parameters, scale, parameters);
        TensorPrimitives.Multiply(scores, scale, scores);
        _objective.Evaluate(scores, new double[scores.Length]);
        Settle(parameters, scores);
        return true;
    }

    /// <summary>Moves the parameters to where F is least.</summary>
    /// <param name="parameters">W and b, where to start.</param>
    /// <param name="isWarm">Whether the slopes that the loss is smoothed around are known from a similar problem.</param>
    /// <param name="tolerance">The share of F that it may be above the minimum.</param>
    public DescentEnd Minimize(double[] parameters, bool isWarm, double tolerance)
    {
        DescentEnd end = Approach(parameters, isWarm, tolerance);
        var scores = new double[_objective.Design.Length(_objective.Outputs)];
        _objective.Score(parameters, scores);
        Settle(parameters, scores);
        return end;
    }

    private DescentEnd Approach(double[] parameters, bool isWarm, double tolerance)
    {
        var newton = new NewtonDescent(_objective) { Deadline = Deadline, MostPasses = MostPasses };
        var current = (double[])parameters.Clone();
        double atZero = _loss.ValueAtZero;
        double ofDual = _objective.L2Regularization > 0 ? _objective.Design.MeanSquare() / (2 * _objective.L2Regularization) : 0;
        double smoothing = Math.Max(WidestMargins * _loss.Margin, CurvatureShare * ofDual);
        if (!isWarm)
            _loss.Centers.Set(WidestMargins * _loss.Margin / 2 / smoothing);
        double share = FirstShare;
        double gap = double.PositiveInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            _loss.Smoothing = smoothing;
            double mostOfGap = double.IsInfinity(gap) ? gap : Math.Max(share * gap, ShareOfTolerance * tolerance * LowerBound);
            double ofFirst = round == 0 ? ShareOfFirstStep : ShareOfLaterFirstStep;
            DescentEnd end = newton.Minimize(current, (_, first) => Math.Min(mostOfGap, ofFirst * first));
            Look(newton, current, parameters);
            if (OnRound?.Invoke(new EpochReport((int)_objective.Passes, Value, StepSize: 1, TensorPrimitives.Norm(newton.Gradient))) == false)
                return DescentEnd.Stopped;
            double before = gap;
            gap = Value - LowerBound;
            if (gap <= tolerance * Value || (LowerBound == 0 && Value <= Negligible * atZero))
                return DescentEnd.Converged;
            if (end is DescentEnd.TimedOut || _objective.Passes >= MostPasses)
                return end is DescentEnd.TimedOut ? end : DescentEnd.Exhausted;
            newton.IsProven = false;
            if (gap > Progress * before)
            {
                if (_objective.L2Regularization == 0)
                    smoothing = Math.Max(smoothing / 4, NarrowestMargins * _loss.Margin);
                else if (newton.Bound > InexactShare * gap)
                    (share, newton.IsProven, newton.ProvenShare) = (Math.Max(0.1 * share, LeastShare), true, InexactShare * gap / Value);
                else
                    smoothing /= gap > NoProgress * before ? 64 : 4;
            }

            _loss.Recenter();
        }

        return Value <= Negligible * atZero ? DescentEnd.Converged : DescentEnd.Exhausted;
    }

    /// <summary>Takes the biases that are best, and sees how good it is.</summary>
    private void Look(NewtonDescent newton, double[] current, double[] best)
    {
        _biases.Solve(newton.Scores, current.AsSpan(_objective.Weights));
        LowerBound = Math.Max(LowerBound, _dual.Evaluate());
        double value = _ray.Minimize(newton.Scores, _objective.Penalty(current), out double scale);
        if (value >= Value)
            return;
        Value = value;
        TensorPrimitives.Multiply(current, scale, best);
    }

    /// <summary>Takes the one model of several that are as good.</summary>
    private void Settle(double[] parameters, double[] scores)
    {
        double[] slopes = _loss.CopySlopes();
        _biases.Settle(scores, parameters.AsSpan(_objective.Weights));
        _loss.Centers.Set(slopes);
        Value = _ray.Minimize(scores, _objective.Penalty(parameters), out double scale);
        TensorPrimitives.Multiply(parameters, scale, parameters);
    }
}
