using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Newton;

/// <summary>Newton's method with conjugate gradients for its steps, and a search along each.</summary>
/// <remarks>
/// <code>
/// H d ≈ −g,   θ ← θ + t d,   t near the minimum of F(θ + t d)
/// </code>
/// Truncated Newton: Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), section 7.1; for linear models: Lin, Weng and Keerthi, Trust
/// region Newton method for large-scale logistic regression, JMLR 9 (2008). From θ = 0 all steps are combinations of the examples. The scores
/// along a step are known, so that a search needs no products. Where a step gains little that may be because it is poor: the end has to be
/// proven by the gradient (F is as strongly convex as its penalty, so that it is at most ‖∇F‖² / 4λ above its minimum), or by a step of the
/// whole Hessian.
/// </remarks>
internal sealed class NewtonDescent
{
    private const double SufficientDecrease = 1e-4;

    /// <summary>The share of F that is rounding: where it hides what a step gains, slopes alone say how far to go.</summary>
    private const double Rounding = 1e-14;

    /// <summary>What may be left of the slope along a step.</summary>
    private const double FlatEnough = 0.5;

    /// <summary>What is left of a step that the slopes have shortened thrice, and still is too long: beyond the minimum they may be flat.</summary>
    private const double Shrinkage = 0.1;

    /// <summary>A step that was far too long.</summary>
    private const double ShortLength = 0.1;

    /// <summary>One that was far too short, and had promised too little.</summary>
    private const double LongLength = 4;

    private const int MostTrials = 30;
    private const int MostConjugateSteps = 250;
    private const int MostSteps = 500;

    /// <summary>What the next conjugate step gains in relation to those before, while far from the minimum, and near it.</summary>
    private const double LooseShare = 0.5;

    private const double TightShare = 0.1;

    /// <summary>How much more than what ends the descent a step promises from where on it is worth being precise.</summary>
    private const double NearFactor = 30;

    /// <summary>What a step that is to prove the end leaves of the gradient, squared, as a share of what would.</summary>
    private const double ShareOfProof = 0.5;

    /// <summary>The share of F at the start that is as good as 0.</summary>
    private const double Negligible = 1e-13;

    private readonly NewtonObjective _objective;
    private readonly NewtonPreconditioner _preconditioner;
    private readonly ConjugateGradients _conjugate;
    private readonly double[] _stepScores;
    private readonly double[] _slopes;
    private readonly double[] _trial;
    private readonly double[] _gradient;

    public NewtonDescent(NewtonObjective objective)
    {
        _objective = objective;
        _preconditioner = new NewtonPreconditioner(objective);
        _conjugate = new ConjugateGradients(objective.Dimension);
        Scores = new double[objective.Design.Length(objective.Outputs)];
        _stepScores = new double[Scores.Length];
        _slopes = new double[Scores.Length];
        _trial = new double[Scores.Length];
        _gradient = new double[objective.Dimension];
    }

    /// <summary>The scores at the parameters.</summary>
    public double[] Scores { get; }

    /// <summary>∇F at the parameters.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>F.</summary>
    public double Value { get; private set; }

    /// <summary>‖∂F/∂W‖² / 4λ: what F is above its minimum at most, if b is the best for W.</summary>
    public double Bound => TensorPrimitives.SumOfSquares<double>(_gradient.AsSpan(0, _objective.Weights)) / (4 * _objective.L2Regularization);

    /// <summary>The share of F that the start may be above the minimum, if its gradient proves it.</summary>
    public double AcceptedShare { get; init; }

    /// <summary>F above which the start is thrown away for 0, from where there is always a way.</summary>
    public double WorstStart { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the gradient has to prove it, and not only a step of the whole Hessian.</summary>
    public bool IsCertified { get; init; }

    /// <summary>Whether the end has to be proven.</summary>
    public bool IsProven { get; set; }

    /// <summary>The share of F that a gradient has to prove.</summary>
    public double ProvenShare { get; set; } = 1e-3;

    public Deadline Deadline { get; init; }

    /// <summary>Passes over the data at most, all in all.</summary>
    public int MostPasses { get; init; } = int.MaxValue;

    /// <summary>Told after each step; passes over the data are epochs.</summary>
    public Func<EpochReport, bool>? OnStep { get; init; }

    /// <summary>Moves the parameters downhill.</summary>
    /// <param name="parameters">W and b, where to start.</param>
    /// <param name="goal">Given F and what the first step promises, what another step has to promise to be worth it.</param>
    public DescentEnd Minimize(double[] parameters, Func<double, double, double> goal)
    {
        _objective.Score(parameters, Scores);
        Look(parameters);
        if (!(Value <= WorstStart))
        {
            Array.Clear(parameters);
            Array.Clear(Scores);
            Look(parameters);
        }

        double start = Value;
        if (!_gradient.AsSpan().ContainsAnyExcept(0))
            return DescentEnd.Converged;
        if (AcceptedShare > 0 && Bound + BoundOfBiases() <= AcceptedShare * Value)
            return DescentEnd.Converged;
        double first = double.PositiveInfinity;
        double last = double.PositiveInfinity;
        bool isSelecting = true;
        bool isPrecise = false;
        for (int step = 0; step < MostSteps; step++)
        {
            _objective.Workers.CancellationToken.ThrowIfCancellationRequested();
            if (Deadline.HasPassed)
                return DescentEnd.TimedOut;
            if (_objective.Passes >= MostPasses)
                return DescentEnd.Exhausted;
            if (!_gradient.AsSpan().ContainsAnyExcept(0))
                return DescentEnd.Converged;
            NewtonObjective active = _objective.Active(isSelecting);
            _preconditioner.Update(active, step);
            FindStep(active, step > 0 && last <= NearFactor * goal(Value, first) ? TightShare : LooseShare);
            last = _conjugate.Gain;
            if (step == 0)
                first = last;
            bool isPromised = last <= goal(Value, first);
            bool isLast = isPromised && (!IsProven || (_preconditioner.IsExact && !IsCertified) || Bound <= ProvenShare * Value);
            if (isPromised && !isLast)
            {
                // A step that leaves little enough of the gradient may prove it. Where it did not, the whole Hessian may.
                if (isPrecise || _preconditioner.IsExact || _objective.L2Regularization == 0)
                {
                    _preconditioner.TryImprove();
                }
                else
                {
                    _preconditioner.Refine(active);
                    FindStep(active, TightShare, ShareOfProof * ProvenShare * Value * 4 * _objective.L2Regularization);
                    isPrecise = true;
                }
            }

            bool isLower = TrySearch(parameters, out double length);

            // What was left out may be what matters now.
            bool isPoor = isSelecting && !ReferenceEquals(active, _objective) && !_objective.Loss.SelectsExactly && (!isLower || length < ShortLength);
            isSelecting &= !isPoor;
            if (!isLower)
            {
                if (!isPoor && !_preconditioner.TryImprove())
                    return DescentEnd.Converged;
                continue;
            }

            if (OnStep?.Invoke(new EpochReport((int)_objective.Passes, Value, length, TensorPrimitives.Norm<double>(_gradient))) == false)
                return DescentEnd.Stopped;
            if ((isLast && length < LongLength) || (IsProven && Value <= Negligible * start))
                return DescentEnd.Converged;
        }

        return DescentEnd.Exhausted;
    }

    private void Look(double[] parameters)
    {
        Value = _objective.Evaluate(Scores, _slopes) + _objective.Penalty(parameters);
        _objective.Gradient(parameters, _slopes, _gradient);
    }

    /// <summary>What better biases would gain, about.</summary>
    private double BoundOfBiases()
    {
        DesignMatrix design = _objective.Design;
        double[] curvatures = _objective.Curvatures();
        var ofOutput = new double[design.Length(1)];
        double bound = 0;
        for (int k = 0; k < _objective.Outputs; k++)
        {
            design.CopyOutput(curvatures, _objective.Outputs, k, ofOutput);
            double slope = _gradient[_objective.Weights + k];
            bound += slope == 0 ? 0 : slope * slope / TensorPrimitives.Sum<double>(ofOutput);
        }

        return bound;
    }

    private void FindStep(NewtonObjective active, double share, double residual = double.PositiveInfinity)
    {
        _conjugate.Solve(active, _gradient, _preconditioner.Solve, share, MostConjugateSteps, residual);
        double relative = active.Design.Entries / _objective.Design.Entries;
        _preconditioner.Count(_conjugate.Steps * relative);
        if (!ReferenceEquals(active, _objective))
            _objective.Count(_conjugate.Steps * relative);
        _objective.Score(_conjugate.Direction, _stepScores);
    }

    /// <summary>Goes along the step to near the minimum of F there.</summary>
    private bool TrySearch(double[] parameters, out double length)
    {
        double[] direction = _conjugate.Direction;
        int weights = _objective.Weights;
        double lambda = _objective.L2Regularization;
        double linear = 2 * lambda * TensorPrimitives.Dot<double>(parameters.AsSpan(0, weights), direction.AsSpan(0, weights));
        double square = lambda * TensorPrimitives.SumOfSquares<double>(direction.AsSpan(0, weights));
        double penalty = _objective.Penalty(parameters);
        double start = TensorPrimitives.Dot<double>(_gradient, direction);
        (double low, double lowSlope) = (0, start);
        (double high, double highSlope) = (double.PositiveInfinity, 0);
        int shrinks = 0;
        length = 1;
        for (int trial = 0; trial < MostTrials && start < 0; trial++)
        {
            TensorPrimitives.MultiplyAdd(_stepScores, length, Scores, _trial);
            double value = _objective.Evaluate(_trial, _slopes) + penalty + length * (linear + length * square);
            double slope = TensorPrimitives.Dot<double>(_slopes, _stepScores) + linear + 2 * length * square;
            bool isLower = value <= Value + SufficientDecrease * length * start + Rounding * Value;
            if ((isLower && Math.Abs(slope) <= -FlatEnough * start) || (trial == MostTrials - 1 && value < Value))
            {
                TensorPrimitives.MultiplyAdd(direction, length, parameters, parameters);
                _trial.CopyTo(Scores, 0);
                Value = value;
                _objective.Gradient(parameters, _slopes, _gradient);
                return true;
            }

            if (isLower && slope < 0)
                (low, lowSlope, shrinks) = (length, slope, 0);
            else
                (high, highSlope, shrinks) = (length, slope, shrinks + 1);
            length = shrinks > 2 ? low + Shrinkage * (high - low) : Next(low, lowSlope, high, highSlope);
        }

        // No decrease that this precision can tell. What the loss remembers is to be of the parameters again.
        Look(parameters);
        return false;
    }

    private static double Next(double low, double lowSlope, double high, double highSlope)
    {
        if (double.IsInfinity(high))
            return 4 * low;
        double secant = low - lowSlope * (high - low) / (highSlope - lowSlope);
        return highSlope > 0
            ? Math.Clamp(secant, low + 0.1 * (high - low), high - 0.1 * (high - low))
            : low + 0.25 * (high - low);
    }
}
