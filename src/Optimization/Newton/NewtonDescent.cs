using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Optimization.Descent;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Newton;

/// <summary>Newton's method with conjugate gradients for its steps, and a search along each.</summary>
/// <remarks>
/// <code>
/// H d ≈ −g,   θ ← θ + t d,   t near the minimum of F(θ + t d)
/// </code>
/// Truncated Newton: Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), section 7.1; for linear models: Lin, Weng and
/// Keerthi, Trust region Newton method for large-scale logistic regression, JMLR 9 (2008). From θ = 0 all steps are combinations
/// of the examples. Products with H are in single precision where there are such, until that leads no further. Where a step gains
/// little that may be because it is poor: the end has to be proven by the gradient (F is as strongly convex as its penalty, so
/// that it is at most ‖∇F‖² / 4λ above its minimum), or by a step of the whole Hessian.
/// </remarks>
internal sealed class NewtonDescent
{
    /// <summary>A step that was far too long.</summary>
    private const double ShortLength = 0.1;

    /// <summary>One that was far too short, and had promised too little.</summary>
    private const double LongLength = 4;

    private const int MostConjugateSteps = 250;
    private const int MostSteps = 500;

    /// <summary>Steps with products in single precision.</summary>
    private const int MostSingleSteps = 12;

    /// <summary>
    /// What the next conjugate step gains in relation to those before, while far from the minimum, and near it.
    /// </summary>
    private const double LooseShare = 0.5;

    /// <summary>The same as the first where products are in single precision, so cheap that fewer and better steps pay.</summary>
    private const double LooseSingleShare = 0.2;

    private const double TightShare = 0.1;

    /// <summary>What a product in single precision costs of one in double precision.</summary>
    private const double CostOfSingle = 0.3;

    /// <summary>How much more than what ends the descent a step promises from where on it is worth being precise.</summary>
    private const double NearFactor = 30;

    /// <summary>What a step that is to prove the end leaves of the gradient, squared, as a share of what would.</summary>
    private const double ShareOfProof = 0.5;

    /// <summary>
    /// The share of F that a step gains so near the minimum that its model tells what will be left of the gradient.
    /// </summary>
    private const double NearShare = 1e-3;

    /// <summary>The share of F at the start that is as good as 0.</summary>
    private const double Negligible = 1e-13;

    private readonly NewtonObjective _objective;
    private readonly NewtonPreconditioner _preconditioner;
    private readonly ConjugateGradients _conjugate;
    private readonly NewtonPoint _point;

    // The descent of the moment: whether examples are left out, products are in single precision, and a step has been made to prove the end.
    private bool _isSelecting;
    private bool _isSingle;
    private bool _isRefined;

    public NewtonDescent(NewtonObjective objective)
    {
        _objective = objective;
        _preconditioner = new NewtonPreconditioner(objective);
        _conjugate = new ConjugateGradients(objective.Dimension);
        _point = new NewtonPoint(objective);
    }

    /// <summary>The scores at the parameters.</summary>
    public double[] Scores => _point.Scores;

    /// <summary>∇F at the parameters.</summary>
    public ReadOnlySpan<double> Gradient => _point.Gradient;

    /// <summary>F.</summary>
    public double Value => _point.Value;

    /// <summary>‖∂F/∂W‖² / 4λ: what F is above its minimum at most, if b is the best for W.</summary>
    public double Bound => _point.Bound;

    /// <summary>
    /// The share of F that it may be above the minimum, if its gradient proves it; 0 if it is to go on for as long as steps
    /// promise more.
    /// </summary>
    public double AcceptedShare { get; set; }

    /// <summary>F above which the start is thrown away for 0, from where there is always a way.</summary>
    public double WorstStart { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the gradient has to prove it, and not only a step of the whole Hessian.</summary>
    public bool IsCertified { get; set; }

    /// <summary>Whether the end has to be proven.</summary>
    public bool IsProven { get; set; }

    /// <summary>The share of F that a gradient has to prove.</summary>
    public double ProvenShare { get; set; } = 1e-3;

    public Deadline Deadline { get; init; }

    /// <summary>Passes over the data at most, all in all.</summary>
    public int MostPasses { get; set; } = int.MaxValue;

    /// <summary>Told after each step; passes over the data are epochs.</summary>
    public Func<EpochReport, bool>? OnStep { get; set; }

    /// <summary>Moves the parameters downhill.</summary>
    /// <param name="parameters">W and b, where to start.</param>
    /// <param name="goal">Given F and what the first step promises, what another step has to promise to be worth it.</param>
    public DescentEnd Minimize(double[] parameters, Func<double, double, double> goal)
    {
        _point.MoveTo(parameters);
        if (!(Value <= WorstStart))
            _point.MoveToZero(parameters);
        (_isSelecting, _isSingle, _isRefined) = (true, true, false);
        double start = Value;
        double first = double.PositiveInfinity;
        double last = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            if (EndBefore() is { } end)
                return end;
            NewtonObjective active = Prepare(step);
            double residual = AcceptedShare > 0 ? ResidualOf(AcceptedShare) : double.PositiveInfinity;
            double share = step > 0 && last <= NearFactor * goal(Value, first) ? TightShare : _isSingle ? LooseSingleShare : LooseShare;
            FindStep(active, share, residual, NearShare * Value);
            last = _conjugate.Gain;
            if (step == 0)
                first = last;
            bool isPromised = last <= goal(Value, first);
            bool isLast = isPromised && IsProof();
            if (isPromised && !isLast)
                Refine(active);
            if (!_point.TrySearch(parameters, _conjugate.Direction, out double length))
            {
                if (!TryMend(active))
                    return DescentEnd.Converged;
                continue;
            }

            if (length < ShortLength)
                TryTakeAll(active);
            if (OnStep?.Invoke(new EpochReport((int)_objective.Passes, Value, length, TensorPrimitives.Norm(Gradient))) == false)
                return DescentEnd.Stopped;
            if ((isLast && length < LongLength) || (IsProven && Value <= Negligible * start))
                return DescentEnd.Converged;
        }

        return DescentEnd.Exhausted;
    }

    /// <summary>Whether, and how, it ends before another step.</summary>
    private DescentEnd? EndBefore()
    {
        _objective.Workers.CancellationToken.ThrowIfCancellationRequested();
        if (_point.IsStationary || (AcceptedShare > 0 && _point.IsWithin(AcceptedShare)))
            return DescentEnd.Converged;
        if (Deadline.HasPassed)
            return DescentEnd.TimedOut;
        return _objective.Passes >= MostPasses ? DescentEnd.Exhausted : null;
    }

    /// <summary>Takes the second derivatives where the descent is, and what to precondition them by.</summary>
    /// <returns>F at the examples that they depend on.</returns>
    private NewtonObjective Prepare(int step)
    {
        _isSingle &= step < MostSingleSteps && _objective.TryLookInSingle();
        NewtonObjective active = _objective.Active(_isSelecting && !_isSingle);
        _preconditioner.Update(active, step);
        return active;
    }

    /// <summary>Whether a step that promises little proves that there is little to gain.</summary>
    private bool IsProof() => !IsProven || (_preconditioner.IsExact && !IsCertified) || Bound <= ProvenShare * Value;

    /// <summary>
    /// Makes the step so exact that what it leaves of the gradient may prove the end. Where it did not, the whole Hessian may.
    /// </summary>
    private void Refine(NewtonObjective active)
    {
        if (_isRefined || _preconditioner.IsExact || _objective.L2Regularization == 0)
        {
            _isSingle = false;
            _preconditioner.TryImprove();
            return;
        }

        _preconditioner.Refine(active);
        FindStep(active, TightShare, ResidualOf(ProvenShare), double.PositiveInfinity);
        _isRefined = true;
    }

    /// <summary>
    /// What a step has to leave of the gradient, squared, so that it proves F to be no more than a share of it above the minimum.
    /// </summary>
    private double ResidualOf(double share) => ShareOfProof * share * Value * 4 * _objective.L2Regularization;

    /// <summary>Does better where a step has led nowhere.</summary>
    /// <returns>Whether it is possible.</returns>
    private bool TryMend(NewtonObjective active)
    {
        if (!_isSingle)
            return TryTakeAll(active) || _preconditioner.TryImprove();
        _isSingle = false;
        return true;
    }

    /// <summary>Takes in the examples that were left out: they may be what matters now.</summary>
    /// <returns>Whether there were any.</returns>
    private bool TryTakeAll(NewtonObjective active)
    {
        bool isPoor = _isSelecting && !ReferenceEquals(active, _objective) && !_objective.Loss.SelectsExactly;
        _isSelecting &= !isPoor;
        return isPoor;
    }

    private void FindStep(NewtonObjective active, double share, double residual, double nearGain)
    {
        Action<double[], double[]> multiply = _isSingle ? _objective.MultiplyHessianInSingle : active.MultiplyHessian;
        _conjugate.Solve(multiply, _point.Gradient, _preconditioner.Solve, share, MostConjugateSteps, _objective.Weights, residual, nearGain);
        double relative = active.Design.Entries / _objective.Design.Entries;
        _preconditioner.Count(_conjugate.Steps * relative * (_isSingle ? CostOfSingle : 1));
        if (!ReferenceEquals(active, _objective))
            _objective.Count(_conjugate.Steps * relative);
    }
}
