using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>Minimizes the multiclass SVM over large dense rows, and knows by how much it may be above the minimum.</summary>
/// <remarks>
/// <code>
/// repeat   F(W, b; u) = λ‖W‖² + Σ wᵢ max over 0 ≤ a ≤ 1 of ( a vᵢⱼ − δ/2 (a − uᵢⱼ)² ) goes down some steps of L-BFGS, over working rows
///          the way made is searched for its minimum over all rows
///          u ← a, the slopes
/// until    F(W, b) − D ≤ tolerance · F(W, b),   D the dual at a, improved row by row
/// </code>
/// The proximal point method on the dual (<see cref="HingeRows"/>), so that δ stays as wide as the margin, and so the Hessian
/// stays much the same: L-BFGS keeps its pairs from one round to the next, and starts from the Hessian's blocks of single classes
/// (<see cref="HingeCurvature"/>). A step is searched exactly, in the scores. Li, Sun and Toh, A highly efficient semismooth
/// Newton augmented Lagrangian method for solving Lasso problems, SIAM J. Optim. 28 (2018), have the same outer method.
/// </remarks>
internal sealed class HingeDescent
{
    /// <summary>Epochs of minibatches that make a good start; more do not pay.</summary>
    public const int EpochsBefore = 2;

    /// <summary>The share of F that the model may be above the minimum, if nobody says otherwise.</summary>
    public const double DefaultTolerance = 0.005;

    /// <summary>The same for each share of F that a user wants another step to promise.</summary>
    private const double ToleranceOfPromise = 50;

    /// <summary>Single precision does not get closer.</summary>
    private const double LeastTolerance = 2e-5;

    /// <summary>Stored entries × classes of a large problem; smaller ones can be solved to the last digits.</summary>
    private const long LargeProblem = 10_000_000;

    /// <summary>While a round gains more than this share of the tolerance, the gap is wider and is not looked at.</summary>
    private const double SlowShare = 0.25;

    private const int StepsOfRound = 10;
    private const int Memory = 40;
    private const int MostPasses = 150;

    /// <summary>
    /// Rounds that begin with new blocks of the Hessian: the first, and when the zone is about what it will be.
    /// </summary>
    private static readonly int[] _roundsOfCurvature = [0, 5, 15];

    private const int ZoneRowsOfClass = 1_000;

    /// <summary>Rows where one block stands for all classes.</summary>
    private const int MostZoneRows = 4_000;

    /// <summary>Numbers that the blocks of the Hessian may take, as a share of those that the features do.</summary>
    private const double CurvatureShare = 0.5;

    /// <summary>As many are always fine.</summary>
    private const double CurvatureNumbers = 1 << 22;

    private readonly DescentSettings _settings;
    private readonly LinearProblem<int> _problem;
    private readonly ColumnScaling _scaling;
    private readonly Workers _workers;
    private readonly HingeRows _rows;
    private readonly WorkingRows _working;
    private readonly HingeCertificate _certificate;
    private readonly HingeCurvature? _curvature;
    private readonly ZoneRows? _zone;
    private readonly CurvatureHistory<float> _history;
    private readonly float[] _penaltySlopes;
    private readonly float[] _gradient;
    private readonly float[] _nextGradient;
    private readonly float[] _direction;
    private readonly float[] _next;
    private readonly float[] _start;
    private readonly float[] _best;
    private double _passes;

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">A problem that this is for, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    /// <param name="workers">The threads; the bits do not depend on how many.</param>
    public HingeDescent(DescentSettings settings, LinearProblem<int> problem, ColumnScaling scaling, Workers workers)
    {
        (_settings, _problem, _scaling, _workers) = (settings, problem, scaling, workers);
        float margin = ((MulticlassHingeLoss<float>)problem.Loss).Margin;
        _rows = new HingeRows(problem, margin, smoothing: margin, workers);
        _working = new WorkingRows(_rows);
        int dimension = _rows.Products.Dimension;
        _penaltySlopes = new float[dimension];
        _certificate = new HingeCertificate(_rows, problem, margin, scaling, workers);
        var features = (DenseMatrix)problem.Features;
        double fitting = Math.Max(CurvatureNumbers, CurvatureShare * features.StoredEntries) / ((double)features.Columns * features.Columns);
        if (fitting >= 1)
        {
            int blocks = fitting >= problem.Outputs ? problem.Outputs : 1;
            _curvature = new HingeCurvature(features, problem.Outputs, blocks, workers);
            _zone = new ZoneRows(problem.Outputs, blocks, Math.Min(blocks == 1 ? MostZoneRows : ZoneRowsOfClass, _rows.Rows));
        }

        _history = new CurvatureHistory<float>(dimension, Memory) { Preconditioner = _curvature, ScalesPreconditioner = _curvature is null };
        _gradient = new float[dimension];
        _nextGradient = new float[dimension];
        _direction = new float[dimension];
        _next = new float[dimension];
        _start = new float[dimension];
        _best = new float[dimension];
    }

    /// <summary>The share of F that the model may be above the minimum.</summary>
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>The share of F at W = 0, b = 0 that it gives up below.</summary>
    public double LeastShare { get; init; }

    /// <summary>The slopes of a row's hinges where the descent has ended, a class each.</summary>
    public ReadOnlySpan<float> Slopes(int row) => _rows.Multipliers(row);

    /// <summary>Whether this is for a problem: an SVM with a penalty over large dense rows.</summary>
    public static bool Suits<TTarget>(LinearProblem<TTarget> problem) =>
        problem.Features is DenseMatrix && problem.Loss is MulticlassHingeLoss<float> && problem.Loss.HasKinks && problem.L2Regularization > 0
        && problem.Features.StoredEntries * problem.Outputs > LargeProblem;

    /// <summary>Moves parameters to the minimum, or near it.</summary>
    /// <param name="l2Regularization">
    /// λ, which may be another one each time; from larger to smaller, what was learnt helps.
    /// </param>
    /// <param name="parameters">W̃ and b̃: where to start, then the best that has been met.</param>
    /// <param name="epochs">Passes over the data made so far.</param>
    /// <param name="observe">Told after each round.</param>
    public HingeResult Descend(double l2Regularization, float[] parameters, int epochs, EpochObserver<float> observe)
    {
        SetPenalty(l2Regularization);
        double tolerance = Math.Max(Math.Min(Tolerance, _settings.Tolerance * ToleranceOfPromise ?? Tolerance), LeastTolerance);
        int mostPasses = _settings.MaximumEpochs - epochs ?? MostPasses;
        _passes = 0.5;
        _certificate.Begin(l2Regularization);
        _working.Forget();
        double value = Begin(parameters);
        double least = LeastShare * ValueAtZero;
        double best = value;
        double last = double.PositiveInfinity;
        parameters.CopyTo(_best, 0);
        DescentEnd end = DescentEnd.Exhausted;
        for (int round = 0; _passes < mostPasses; round++)
        {
            if (round > 0 && _certificate.IsDue(round, last - value <= SlowShare * tolerance * value))
            {
                _passes += _certificate.Improve(round, value, tolerance, parameters, _penaltySlopes);
                if (best - _certificate.LowerBound <= tolerance * best)
                {
                    end = DescentEnd.Converged;
                    break;
                }
            }

            if (_settings.Deadline.HasPassed)
            {
                end = DescentEnd.TimedOut;
                break;
            }

            double step = Round(round, parameters, mostPasses);
            (last, value) = (value, ValueAt(parameters));
            _rows.MoveMultipliers();
            if (value < best)
            {
                best = value;
                parameters.CopyTo(_best, 0);
            }

            double norm = TensorPrimitives.Norm<float>(_gradient);
            if (!observe(new EpochReport(epochs + (int)Math.Ceiling(_passes), value, step, norm), parameters))
            {
                end = DescentEnd.Stopped;
                break;
            }

            if (best < least)
                break;
        }

        _best.CopyTo(parameters, 0);
        if (end == DescentEnd.Exhausted && best >= least)
        {
            // However little is known, it is said.
            _rows.Score(parameters);
            _certificate.Improve(int.MaxValue, best, tolerance, parameters, _penaltySlopes);
            if (best - _certificate.LowerBound <= tolerance * best)
                end = DescentEnd.Converged;
        }

        double unit = _problem.TotalWeight;
        return new HingeResult(new DescentOutcome(epochs + (int)Math.Ceiling(_passes), end), best * unit, _certificate.LowerBound * unit);
    }

    /// <summary>Changes λ, and what is known of the curvature with it.</summary>
    private void SetPenalty(double l2Regularization)
    {
        _penaltySlopes.CopyTo(_direction, 0);
        new Penalty(l2Regularization, _scaling, unit: _problem.TotalWeight).WriteSlopes(_problem.Outputs, _penaltySlopes);
        TensorPrimitives.Subtract(_penaltySlopes, _direction, _direction);
        _history.Revise((s, y) => TensorPrimitives.MultiplyAdd(_direction, s, y, y));
    }

    /// <summary>Takes the rows to where to start; a start that is worse than 0 is thrown away.</summary>
    /// <returns>F / Σw there.</returns>
    private double Begin(float[] parameters)
    {
        _rows.Score(parameters);
        double value = ValueAt(parameters);
        if (value <= ValueAtZero)
            return value;
        Array.Clear(parameters);
        _rows.Score(parameters);
        return ValueAt(parameters);
    }

    /// <summary>F(0, 0) / Σw.</summary>
    private double ValueAtZero => (double)_rows.Margin * (_rows.Outputs - 1);

    /// <summary>F(W, b) / Σw, of the hinge itself, where the rows' violations are those of the parameters.</summary>
    private double ValueAt(float[] parameters) => _rows.Loss() + Penalty(parameters, parameters) / 2;

    /// <summary>2 Σ λ̃ x y.</summary>
    private double Penalty(float[] x, float[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += (double)_penaltySlopes[i] * x[i] * y[i];
        return sum;
    }

    /// <summary>Some steps over the working rows, then one over all rows.</summary>
    /// <returns>The length of the latter, in the unit of the way that the former made.</returns>
    private double Round(int round, float[] parameters, int mostPasses)
    {
        _working.Select();
        if (_curvature is not null && _roundsOfCurvature.Contains(round))
        {
            _working.Collect(_zone!);
            _curvature.Set(_zone!, _penaltySlopes);
        }

        parameters.CopyTo(_start, 0);
        Gradient(parameters, _gradient);
        for (int i = 0; i < StepsOfRound && _passes < mostPasses && !_settings.Deadline.HasPassed; i++)
        {
            if (!TryStep(parameters))
                break;
            _passes += (double)_working.Count / _rows.Rows;
        }

        _working.HandBack(parameters);
        _passes += 0.5 * (_rows.Rows - _working.Count) / _rows.Rows;
        TensorPrimitives.Subtract(parameters, _start, _direction);
        double slope = _rows.Pairs.Along(0, _rows.Smoothing).Slope + Penalty(_start, _direction);
        double step = slope < 0 ? Search(_rows.Pairs, fixedSlope: 0, _start, slope) : 0;
        _working.KeepChanged((float)step);
        _rows.Pairs.Move(step);
        TensorPrimitives.MultiplyAdd(_direction, (float)step, _start, parameters);
        return step;
    }

    /// <summary>A step of L-BFGS.</summary>
    private bool TryStep(float[] parameters)
    {
        _history.MultiplyInverseHessian(_gradient, _direction);
        TensorPrimitives.Negate(_direction, _direction);
        double slope = TensorPrimitives.Dot<float>(_gradient, _direction);
        if (!(slope < 0))
            return false;
        _working.Head(_direction);
        double step = Search(_working.Pairs, TensorPrimitives.Dot(_working.FixedGradient, _direction), parameters, slope);
        _working.Pairs.Move(step);
        TensorPrimitives.MultiplyAdd(_direction, (float)step, parameters, _next);
        Gradient(_next, _nextGradient);
        _history.TryAdd(parameters, _next, _gradient, _nextGradient);
        _next.CopyTo(parameters, 0);
        _nextGradient.CopyTo(_gradient, 0);
        return true;
    }

    private void Gradient(float[] parameters, float[] gradient)
    {
        _working.Gradient(gradient);
        TensorPrimitives.MultiplyAdd(parameters, _penaltySlopes, gradient, gradient);
    }

    /// <summary>The t for which F(x + t d) is least, by Newton's method between bounds.</summary>
    private double Search(HingePairs pairs, double fixedSlope, float[] x, double slopeAtZero) =>
        LineSearch.Minimum(
            pairs, _rows.Smoothing, fixedSlope + Penalty(x, _direction), Penalty(_direction, _direction), slopeAtZero);
}
