using System.Numerics.Tensors;
using MLExtensions.Optimization.Hinge.Bounds;

namespace MLExtensions.Optimization.Hinge.Sparse;

/// <summary>Slopes of the hinges made feasible for the dual, and their bound of the minimum from below.</summary>
/// <remarks><see cref="ClassFlows"/> balances, <see cref="HingeBound"/> has the bound.</remarks>
internal sealed class BalancedDual
{
    private readonly double[] _weights;

    /// <param name="point">The slopes; they stay as they are.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public BalancedDual(DualPoint point, CancellationToken cancellationToken)
    {
        _weights = new double[point.Rows.WeightsLength];
        var flows = new ClassFlows(point.Classes);
        for (int row = 0; row < point.Rows.Count; row++)
            TensorPrimitives.MultiplyAdd(point.SlopesOf(row)[..point.Classes], point.RowWeight(row), flows.Of(point.Target(row)), flows.Of(point.Target(row)));
        if (!flows.TryBalance())
            return;

        (double sum, double excess) = Add(point, flows, cancellationToken);
        double penalty = point.L2Regularization * TensorPrimitives.SumOfSquares<double>(_weights);
        LowerBound = HingeBound.AtBestMultiple(point.Margin * sum, penalty, excess);
    }

    /// <summary>What the minimum is not below; 0 if the slopes cannot be balanced.</summary>
    public double LowerBound { get; }

    /// <returns>Σ αᵢⱼ, and the largest αᵢⱼ / wᵢ, at least 1.</returns>
    private (double Sum, double Excess) Add(DualPoint point, ClassFlows flows, CancellationToken cancellationToken)
    {
        double sum = 0;
        double excess = 1;
        var slopes = new double[point.Rows.Width];
        for (int row = 0; row < point.Rows.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<double> a = point.SlopesOf(row);
            int y = point.Target(row);
            for (int k = 0; k < point.Classes; k++)
                slopes[k] = a[k] == 0 ? 0 : a[k] * flows.Factor(y, k);
            excess = Math.Max(excess, TensorPrimitives.Max<double>(slopes));
            if (!point.ToGradient(row, slopes))
                continue;
            sum -= slopes[y];
            TensorPrimitives.Multiply(slopes, -1 / (2 * point.L2Regularization), slopes);
            point.Rows.Add(row, slopes, _weights);
        }

        return (sum, excess);
    }
}
