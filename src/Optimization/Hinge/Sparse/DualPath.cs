using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Sparse;

/// <summary>Minimizes the multiclass SVM over sparse rows on its dual, from large λ to small.</summary>
/// <remarks>
/// <code>
/// a(λ′) ≈ a(λ₂) + (λ′ − λ₂) (a(λ₁) − a(λ₂)) / (λ₁ − λ₂)
/// </code>
/// The slopes are piecewise linear in λ: Hastie, Rosset, Tibshirani and Zhu, The entire regularization path for the support
/// vector machine, JMLR 5 (2004). A strong penalty is reached in a few epochs. Under a weak one alone slopes would take steps of
/// λ / ‖x‖² towards their bounds; along the path they come along.
/// </remarks>
internal sealed class DualPath
{
    /// <summary>λ to begin with at least, as a share of the mean w‖x‖².</summary>
    private const double Easy = 0.1;

    /// <summary>The least ratio of one λ to the one before.</summary>
    private const double LeastRatio = 0.3;

    /// <summary>The share of the dual that the gap may be of where the path goes on.</summary>
    private const double ToGoOn = 0.05;

    /// <summary>Epochs before a step over all slopes between their bounds, and before all examples are looked at again.</summary>
    private const int EpochsAtOnce = 10;

    /// <summary>
    /// Conjugate gradients in the first such step; twice as many each time, up to a most: many are only needed where epochs get
    /// nowhere.
    /// </summary>
    private const int FirstSteps = 25;

    private const int MostSteps = 200;

    /// <summary>
    /// Epochs that a conjugate gradient has to spare: those that are as good as there at the rate of the last few go on alone.
    /// </summary>
    private const double WorthOfStep = 2;

    /// <summary>Passes over the examples after which a λ is given up, on the way and at the end.</summary>
    private const double MostPassesOnTheWay = 400;

    private const double MostPassesAtTheEnd = 2_000;

    private readonly DualPoint _point;
    private readonly DualEpochs _epochs;
    private readonly DualFace _face;
    private readonly double _easy;
    private double[] _before = [];
    private double _lambdaBefore;
    private double _end;

    /// <param name="rows">x.</param>
    /// <param name="targets">y, all of K classes occurring.</param>
    /// <param name="rowWeights">w.</param>
    /// <param name="classes">K.</param>
    /// <param name="margin">m.</param>
    public DualPath(SparseRows rows, int[] targets, float[] rowWeights, int classes, double margin)
    {
        _point = new DualPoint(rows, targets, rowWeights, classes, margin);
        _epochs = new DualEpochs(_point);
        _face = new DualFace(_point);
        double squares = 0;
        for (int row = 0; row < rows.Count; row++)
            squares += rowWeights[row] * rows.Squares[row];
        _easy = Easy * squares / rows.Count;
    }

    /// <summary>Passes over the examples so far.</summary>
    public double Passes => _epochs.Passes + _face.Passes;

    public Deadline Deadline { get; init; }

    /// <summary>Passes over the examples at most, on the way to each λ that is asked for.</summary>
    public double MostPasses { get; init; } = double.PositiveInfinity;

    /// <summary>Where it is.</summary>
    public DualPoint Point => _point;

    /// <summary>a of an example, a class each.</summary>
    public ReadOnlySpan<double> Slopes(int row) => _point.SlopesOf(row)[.._point.Classes];

    /// <summary>Goes on to a λ.</summary>
    /// <param name="l2Regularization">λ, positive.</param>
    /// <param name="tolerance">The share of the dual that the gap may be of.</param>
    /// <param name="tryAccept">Asked where slopes may be good enough; says whether they are.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>Whether it got there.</returns>
    public bool TryDescend(double l2Regularization, double tolerance, Func<bool> tryAccept, CancellationToken cancellationToken)
    {
        _end = Passes + MostPasses;
        if (_point.L2Regularization < l2Regularization)
            Begin(Math.Max(l2Regularization, _easy));
        int steps = (int)Math.Ceiling(Math.Log(l2Regularization / _point.L2Regularization) / Math.Log(LeastRatio));
        double ratio = Math.Pow(l2Regularization / _point.L2Regularization, 1.0 / Math.Max(steps, 1));
        for (int step = 1; step <= steps; step++)
        {
            if (!TryAscend(MostPassesOnTheWay, ToGoOn, () => _epochs.Gap <= ToGoOn * (_point.Value - _epochs.Gap), cancellationToken))
                return false;
            Predict(step == steps ? l2Regularization : _point.L2Regularization * ratio);
        }

        double last = double.PositiveInfinity;
        return TryAscend(MostPassesAtTheEnd, tolerance, IsNear, cancellationToken);

        // Balancing and looking at F costs a few epochs, and is not to be repeated before there is hope.
        bool IsNear()
        {
            if (!(_epochs.Gap <= Math.Min(tolerance * _point.Value, 0.5 * last)))
                return false;
            last = _epochs.Gap;
            return tryAccept();
        }
    }

    private void Begin(double l2Regularization)
    {
        _point.Clear();
        _point.MoveTo(l2Regularization);
        _before = [];
    }

    /// <summary>Epochs, and where these get on slowly, steps over all slopes between their bounds, until it is good enough.</summary>
    /// <param name="mostPasses">Passes that it may take.</param>
    /// <param name="tolerance">The share of the dual that the gap is to be of, to judge by how far it is to go.</param>
    /// <param name="isNear">Whether it is good enough.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <returns>False where passes or time are used up before.</returns>
    private bool TryAscend(double mostPasses, double tolerance, Func<bool> isNear, CancellationToken cancellationToken)
    {
        double end = Math.Min(Passes + mostPasses, _end);
        int steps = FirstSteps;
        double gap = double.PositiveInfinity;
        double passes = 0;
        _epochs.Restore();
        for (int epoch = 1; Passes < end && !Deadline.HasPassed; epoch++)
        {
            _epochs.Run(cancellationToken);
            if (isNear())
                return true;
            if (epoch % EpochsAtOnce == EpochsAtOnce / 2)
                (gap, passes) = (_epochs.Gap, Passes);
            if (epoch % EpochsAtOnce != 0)
                continue;
            double rate = Math.Log(gap / _epochs.Gap) / (Passes - passes);
            if (!(Math.Log(_epochs.Gap / (tolerance * _point.Value)) <= rate * WorthOfStep * steps))
            {
                _face.Raise(steps, cancellationToken);
                steps = Math.Min(2 * steps, MostSteps);
            }

            _epochs.Restore();
        }

        return false;
    }

    /// <summary>Moves on to another λ, the slopes along the line through the last two.</summary>
    private void Predict(double l2Regularization)
    {
        double[] now = [.. _point.Slopes];
        double lambda = _point.L2Regularization;
        double share = (l2Regularization - lambda) / (_lambdaBefore - lambda);
        _point.MoveTo(l2Regularization);
        int width = _point.Rows.Width;
        var slopes = new double[width];
        for (int row = 0; row < _point.Rows.Count; row++)
        {
            for (int k = 0; k < width; k++)
                slopes[k] = Predict(now, row * width + k, share, l2Regularization / lambda);
            _point.Change(row, slopes);
        }

        (_before, _lambdaBefore) = (now, lambda);
    }

    private double Predict(double[] now, int place, double share, double ratio)
    {
        if (_before.Length == 0 || _before[place] == 0)
            return now[place] * ratio;
        return now[place] >= 1 ? 1 : now[place] + share * (_before[place] - now[place]);
    }
}
