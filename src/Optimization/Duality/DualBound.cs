using System.Numerics.Tensors;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Duality;

/// <summary>A bound of min F from below, D(α) = F(θ) − ‖G‖² / 4λ, at a point θ that can be improved.</summary>
/// <remarks><see cref="DualityGap"/> has the mathematics.</remarks>
internal sealed class DualBound<TTarget>
{
    private readonly PreciseObjective<TTarget> _objective;
    private readonly Workers _workers;
    private readonly double _slopes;
    private double[][] _gradient;

    public DualBound(PreciseObjective<TTarget> objective, Workers workers)
    {
        _objective = objective;
        _workers = workers;
        _gradient = Zeros();
        _slopes = objective.SumOfSlopesAtZero();
    }

    /// <summary>The highest D(α) so far; from 0, because no loss is negative.</summary>
    public double Best { get; private set; }

    /// <summary>θ, once it has started.</summary>
    public PrecisePoint? Point { get; private set; }

    /// <summary>F(θ).</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>F(θ) − D(α).</summary>
    public double Gap { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes θ at the weights of a point, with the best biases.</summary>
    /// <returns>Whether these were found.</returns>
    public bool TryStart(PrecisePoint point)
    {
        bool[] isHeld = _objective.IsHeld;
        var weights = new double[isHeld.Length][];
        var biases = new double[isHeld.Length];
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = isHeld[k] ? point.Weights[k] : new double[_objective.Columns];
            biases[k] = isHeld[k] ? point.Biases[k] : double.NegativeInfinity;
        }

        return TryMove(new PrecisePoint(weights, biases, point.Scores));
    }

    /// <summary>Takes θ at weights of 0 if F is lower there.</summary>
    public bool TryZero() => TryStart(
        new PrecisePoint(Zeros(), new double[_objective.Outputs], new double[_objective.Examples * _objective.Outputs]));

    /// <summary>Goes down by Newton's step, or half, a quarter, … of it.</summary>
    /// <param name="system">Gives the step.</param>
    /// <param name="shortest">The least share of it that is tried.</param>
    /// <returns>Whether F(θ) fell.</returns>
    public bool TryImprove(NewtonSystem<TTarget> system, double shortest)
    {
        PrecisePoint point = Point!;
        double[][] step = system.Solve(point, _gradient, _workers);
        for (double share = 1; share >= shortest; share /= 2)
        {
            var weights = new double[step.Length][];
            var biases = (double[])point.Biases.Clone();
            for (int k = 0; k < step.Length; k++)
            {
                weights[k] = new double[_objective.Columns];
                TensorPrimitives.MultiplyAdd(step[k].AsSpan(0, _objective.Columns), -share, point.Weights[k], weights[k]);
                biases[k] -= share * step[k][^1];
            }

            if (TryMove(_objective.At(weights, biases)))
                return true;
        }

        return false;
    }

    /// <summary>Solves for the biases, and moves θ there if F is lower.</summary>
    private bool TryMove(PrecisePoint point)
    {
        if (!BiasSolver.TrySolve(_objective, point, _slopes, _workers))
            return false;
        double[][] gradient = Zeros();
        double value = _objective.SumOfLosses(point, new double[_objective.Outputs], gradient) + _objective.Penalty(point);
        Penalty penalty = _objective.OfWeights;
        double gap = 0;
        for (int k = 0; k < gradient.Length; k++)
        {
            double[] g = gradient[k];
            double[] w = point.Weights[k];
            for (int f = 0; f < g.Length; f++)
            {
                g[f] += penalty.Curvature(f) * w[f];
                gap += penalty.MostToGain(f, g[f]);
            }
        }

        // Of an infinite value and an infinite gap nothing is known.
        double bound = value - gap;
        if (bound > Best)
            Best = bound;
        if (!(value < Value))
            return false;
        (Point, _gradient, Value, Gap) = (point, gradient, value, gap);
        return true;
    }

    private double[][] Zeros()
    {
        var zeros = new double[_objective.Outputs][];
        for (int k = 0; k < zeros.Length; k++)
            zeros[k] = new double[_objective.Columns];
        return zeros;
    }
}
