using MLExtensions.Matrices;
using MLExtensions.Optimization.Hinge.Bounds;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>The bound from below that goes with a descent: taken from the slopes where it is, and improved row by row.</summary>
internal sealed class HingeCertificate
{
    private const int EpochsTogether = 5;

    /// <summary>How far beyond the zone a row's pair may be for the row to be visited, as a share of the margin.</summary>
    private const float Nearness = 0.1f;

    private readonly HingeRows _rows;
    private readonly LinearProblem<int> _problem;
    private readonly ColumnScaling _scaling;
    private readonly Workers _workers;
    private readonly HingeBound _bound;
    private readonly DualAscent _ascent;
    private readonly float[] _sums;
    private double _l2Regularization;
    private int _nextRound;

    public HingeCertificate(HingeRows rows, LinearProblem<int> problem, float margin, ColumnScaling scaling, Workers workers)
    {
        (_rows, _problem, _scaling, _workers) = (rows, problem, scaling, workers);
        _bound = new HingeBound(problem, margin, workers);
        _ascent = new DualAscent((DenseMatrix)problem.Features, problem.Targets, rows.Weights, problem.Outputs, margin);
        _sums = new float[rows.Products.Dimension];
    }

    /// <summary>Epochs over the unsettled rows at most.</summary>
    public int MostEpochs { get; init; } = 30;

    /// <summary>The share of what is missing that some epochs have to bring for more to follow.</summary>
    public double WorthwhileShare { get; init; } = 0.5;

    /// <summary>What min F / Σw is not below, as far as is known.</summary>
    public double LowerBound { get; private set; }

    /// <summary>Begins with nothing known.</summary>
    public void Begin(double l2Regularization)
    {
        _l2Regularization = l2Regularization;
        LowerBound = 0;
        _nextRound = 1;
    }

    /// <summary>Whether it is time for another bound.</summary>
    /// <param name="round">The round.</param>
    /// <param name="isSlow">Whether the last one gained little.</param>
    public bool IsDue(int round, bool isSlow) => isSlow && round >= _nextRound;

    /// <summary>Takes the bound at the slopes where the rows are, and improves it as long as that helps.</summary>
    /// <param name="round">The round.</param>
    /// <param name="value">F / Σw there.</param>
    /// <param name="tolerance">The share of F that the gap may be.</param>
    /// <param name="parameters">W̃ and b̃ there.</param>
    /// <param name="penaltySlopes">2λ̃ of each parameter.</param>
    /// <returns>Passes over the data that it took the work of.</returns>
    public double Improve(int round, double value, double tolerance, float[] parameters, float[] penaltySlopes)
    {
        // Where it fails, the next one shall find the descent further on.
        _nextRound = (int)Math.Min(round + 1L + round / 3, int.MaxValue);
        float[] slopes = _rows.Slopes();
        double bound = Raise(slopes);
        double passes = 0.5;
        double wanted = (1 - tolerance) * value;
        if (bound >= wanted)
            return passes;

        _rows.SumSlopes(_sums);
        _ascent.Start(_sums, parameters, penaltySlopes.AsSpan(0, _problem.Features.Columns));
        Span<int> rows = _rows.List.AsSpan(0, _rows.ListUnsettled(Nearness * _rows.Margin));
        var random = new Random(round);
        for (int epoch = 0; epoch < MostEpochs; epoch += EpochsTogether)
        {
            for (int i = 0; i < EpochsTogether; i++)
            {
                random.Shuffle(rows);
                _ascent.Visit(rows, slopes, _workers.CancellationToken);
            }

            double before = bound;
            bound = Raise(slopes);
            passes += 0.5 + (double)EpochsTogether * rows.Length / _rows.Rows;
            if (bound >= wanted || (epoch > 0 && bound - before < WorthwhileShare * (wanted - bound)))
                break;
        }

        return passes;
    }

    private double Raise(float[] slopes)
    {
        double bound = _bound.At(slopes, _l2Regularization, _scaling) / _problem.TotalWeight;
        LowerBound = Math.Max(LowerBound, bound);
        return bound;
    }
}
