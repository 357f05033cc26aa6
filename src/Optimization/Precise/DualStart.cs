using System.Numerics.Tensors;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Hinge.Sparse;
using MLExtensions.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Precise;

/// <summary>The SVM over sparse rows by the path of its dual, which is nearly always all that there is to do.</summary>
/// <param name="path">The path.</param>
/// <param name="design">The same rows in double precision.</param>
/// <param name="loss">The hinge over them.</param>
/// <param name="workers">The threads that share what is not the path's work, which one does.</param>
internal sealed class DualStart(DualPath path, DesignMatrix design, HingeBlockLoss loss, Workers workers)
{
    /// <summary>The share of the tolerance that the path aims at: a little is left for what it does not see.</summary>
    private const double Aim = 0.8;

    /// <summary>W and b, over the design.</summary>
    public double[] Parameters { get; } = new double[loss.Outputs * (design.Columns + 1)];

    /// <summary>Goes on to a λ, from larger ones.</summary>
    /// <param name="objective">F over the design; passes are counted there.</param>
    /// <param name="proximal">Says how good the parameters are.</param>
    /// <param name="tolerance">The share of F that it may be above the minimum.</param>
    /// <returns>Whether it is as near. If not, the parameters and what the loss is smoothed around are where to go on.</returns>
    public bool TryDescend(NewtonObjective objective, ProximalPoints proximal, double tolerance)
    {
        double before = path.Passes;
        bool isNear = path.TryDescend(objective.L2Regularization, Aim * tolerance, Accept, workers.CancellationToken);
        if (!isNear)
            Take();
        objective.Count(path.Passes - before);
        return isNear;

        bool Accept()
        {
            Take();
            return proximal.TryAccept(Parameters, new BalancedDual(path.Point, workers.CancellationToken).LowerBound, tolerance);
        }
    }

    /// <summary>
    /// W and b of the path's point, W without what an imbalance leaves outside the span of the examples less their means.
    /// </summary>
    private void Take()
    {
        DualPoint point = path.Point;
        loss.Centers.Set(path.Slopes, [.. Enumerable.Range(0, loss.Outputs)]);
        point.Rows.CopyTo(point.Weights, loss.Outputs, design.Columns, Parameters);
        for (int k = 0; k < loss.Outputs; k++)
        {
            Span<double> weights = Parameters.AsSpan(k * design.Columns, design.Columns);
            TensorPrimitives.MultiplyAdd(design.Means, point.Imbalance[k] / (2 * point.L2Regularization), weights, weights);
            Parameters[loss.Outputs * design.Columns + k] = point.Biases[k] - point.Kappa * point.Imbalance[k];
        }

        design.Center(Parameters, loss.Outputs);
    }
}
