using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Newton;

/// <summary>Where a Newton descent is: F, its gradient and the scores, and the search along a step.</summary>
/// <remarks>
/// The scores along a step are known, so that a search needs no products but those of the gradient, which the first trial makes
/// in the same pass where that is likely to be the last.
/// </remarks>
/// <param name="objective">F.</param>
internal sealed class NewtonPoint(NewtonObjective objective)
{
    private const double SufficientDecrease = 1e-4;

    /// <summary>The share of F that is rounding: where it hides what a step gains, slopes alone say how far to go.</summary>
    private const double Rounding = 1e-14;

    /// <summary>What may be left of the slope along a step.</summary>
    private const double FlatEnough = 0.5;

    /// <summary>
    /// What is left of a step that the slopes have shortened thrice, and still is too long: beyond the minimum they may be flat.
    /// </summary>
    private const double Shrinkage = 0.1;

    private const int MostTrials = 30;

    /// <summary>
    /// Whether scores are kept only where a search needs them: over large data the first trial computes its own.
    /// </summary>
    private readonly bool _isLarge = objective.IsLarge;
    private double[] _scores = [];
    private double[] _slopes = [];
    private double[] _stepScores = [];
    private double[] _trial = [];
    private double[] _end = [];
    private double[] _gradientAtEnd = [];
    private bool _isFirstTaken = true;

    /// <summary>The scores at the parameters, unless the data are large.</summary>
    public double[] Scores => _scores;

    /// <summary>∇F.</summary>
    public double[] Gradient { get; private set; } = new double[objective.Dimension];

    /// <summary>F.</summary>
    public double Value { get; private set; }

    public bool IsStationary => !Gradient.AsSpan().ContainsAnyExcept(0);

    /// <summary>‖∂F/∂W‖² / 4λ: what F is above its minimum at most, if b is the best for W.</summary>
    public double Bound => TensorPrimitives.SumOfSquares<double>(Gradient.AsSpan(0, objective.Weights)) / (4 * objective.L2Regularization);

    /// <summary>Goes to some parameters.</summary>
    public void MoveTo(double[] parameters)
    {
        if (!_isLarge)
            Score(parameters);
        Look(parameters);
    }

    /// <summary>Goes to 0.</summary>
    public void MoveToZero(double[] parameters)
    {
        Array.Clear(parameters);
        MoveTo(parameters);
    }

    /// <summary>Whether the gradient proves that F is no more than a share of it above the minimum.</summary>
    public bool IsWithin(double share) => Bound <= share * Value && Bound + BoundOfBiases() <= share * Value;

    /// <summary>Goes along a step to near the minimum of F there.</summary>
    /// <param name="parameters">W and b; moved.</param>
    /// <param name="step">Where to.</param>
    /// <param name="length">How many times the step.</param>
    /// <returns>Whether F has become less, as far as this precision tells.</returns>
    public bool TrySearch(double[] parameters, double[] step, out double length)
    {
        length = 1;
        if (_isLarge && _isFirstTaken && TryWholeStep(parameters, step))
            return true;
        if (_isLarge)
            Score(parameters);
        if (_trial.Length == 0)
            (_stepScores, _trial) = (new double[_scores.Length], new double[_scores.Length]);
        objective.Score(step, _stepScores);
        int weights = objective.Weights;
        double lambda = objective.L2Regularization;
        double linear = 2 * lambda * TensorPrimitives.Dot<double>(parameters.AsSpan(0, weights), step.AsSpan(0, weights));
        double square = lambda * TensorPrimitives.SumOfSquares<double>(step.AsSpan(0, weights));
        double penalty = objective.Penalty(parameters);
        double start = TensorPrimitives.Dot<double>(Gradient, step);
        (double low, double lowSlope) = (0, start);
        (double high, double highSlope) = (double.PositiveInfinity, 0);
        int shrinks = 0;
        for (int trial = 0; trial < MostTrials && start < 0; trial++)
        {
            bool withGradient = trial == 0 && _isFirstTaken;
            double value = EvaluateLosses(length, withGradient, out double slope) + penalty + length * (linear + length * square);
            slope += linear + 2 * length * square;
            bool isLower = IsLower(value, length, start);
            if ((isLower && IsFlat(slope, start)) || (trial == MostTrials - 1 && value < Value))
            {
                _isFirstTaken = trial == 0;
                TensorPrimitives.MultiplyAdd(step, length, parameters, parameters);
                (_scores, _trial) = (_trial, _scores);

                // What rounding adds to it is left off.
                Value = Math.Min(value, Value);
                if (withGradient)
                    objective.AddPenaltySlopes(parameters, Gradient);
                else
                    objective.Gradient(parameters, _slopes, Gradient);
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

    /// <summary>
    /// Goes to the end of a step, if that is near the minimum of F along it: the gradient there tells the slope.
    /// </summary>
    private bool TryWholeStep(double[] parameters, double[] step)
    {
        if (_end.Length == 0)
            (_end, _gradientAtEnd) = (new double[parameters.Length], new double[parameters.Length]);
        double start = TensorPrimitives.Dot<double>(Gradient, step);
        TensorPrimitives.Add(parameters, step, _end);
        double value = objective.EvaluateAt(_end, _gradientAtEnd);
        _isFirstTaken = start < 0 && IsLower(value, length: 1, start) && IsFlat(TensorPrimitives.Dot<double>(_gradientAtEnd, step), start);
        if (!_isFirstTaken)
            return false;
        _end.CopyTo(parameters, 0);
        (Gradient, _gradientAtEnd) = (_gradientAtEnd, Gradient);
        Value = Math.Min(value, Value);
        return true;
    }

    private bool IsLower(double value, double length, double start) => value <= Value + SufficientDecrease * length * start + Rounding * Value;

    private static bool IsFlat(double slope, double start) => Math.Abs(slope) <= -FlatEnough * start;

    private void Score(double[] parameters)
    {
        if (_scores.Length == 0)
            (_scores, _slopes) = (new double[objective.Design.Length(objective.Outputs)], new double[objective.Design.Length(objective.Outputs)]);
        objective.Score(parameters, _scores);
    }

    private void Look(double[] parameters)
    {
        if (_isLarge)
        {
            Value = objective.EvaluateAt(parameters, Gradient);
            return;
        }

        Value = objective.Evaluate(_scores, _slopes) + objective.Penalty(parameters);
        objective.Gradient(parameters, _slopes, Gradient);
    }

    /// <param name="length">How far along the step.</param>
    /// <param name="withGradient">Whether their gradient is to take the place of that of F.</param>
    /// <param name="slope">That of the losses along the step.</param>
    private double EvaluateLosses(double length, bool withGradient, out double slope)
    {
        if (withGradient)
            return objective.Evaluate(_scores, _stepScores, length, _trial, _slopes, Gradient, out slope);
        TensorPrimitives.MultiplyAdd(_stepScores, length, _scores, _trial);
        double value = objective.Evaluate(_trial, _slopes);
        slope = TensorPrimitives.Dot<double>(_slopes, _stepScores);
        return value;
    }

    /// <summary>What better biases would gain, about.</summary>
    private double BoundOfBiases()
    {
        double[] curvatures = objective.CurvaturesOfOutputs();
        double bound = 0;
        for (int k = 0; k < curvatures.Length; k++)
        {
            double slope = Gradient[objective.Weights + k];
            bound += slope == 0 ? 0 : slope * slope / curvatures[k];
        }

        return bound;
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
