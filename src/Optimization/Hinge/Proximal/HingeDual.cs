using System.Numerics.Tensors;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Bounds;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Optimization.Hinge.Proximal;

/// <summary>A bound of the support vector machine's minimum from below, of the slopes of its hinges.</summary>
/// <remarks>
/// <code>
/// D(α) = m Σ αᵢⱼ − ‖Σᵢ Gᵢ xᵢᵀ‖² / 4λ  ≤  min F   for 0 ≤ αᵢⱼ ≤ wᵢ and slopes that balance
/// </code>
/// as <see cref="HingeBound"/> has it. The slopes are balanced, and all multiplied by the number for which D is largest.
/// </remarks>
internal sealed class HingeDual(NewtonObjective objective, HingeBlockLoss loss)
{
    private readonly double[] _slopes = new double[objective.Design.Length(objective.Outputs)];
    private readonly double[] _gradient = new double[objective.Dimension];
    private readonly double[] _totals = new double[objective.Design.BlockLength];
    private readonly ClassFlows _flows = new(objective.Outputs);

    /// <summary>D of the slopes where the loss was last looked at; 0 if they cannot be balanced.</summary>
    public double Evaluate()
    {
        DesignMatrix design = objective.Design;
        int outputs = objective.Outputs;
        int length = design.BlockLength;
        design.Visit(outputs, objective.Workers, parameters: null, _slopes, (block, _, _) =>
            loss.WeightedSlopes(block, _slopes.AsSpan(design.Offset(block, outputs), length * outputs)));
        AddFlows();
        if (!_flows.TryBalance())
            return 0;

        (double sum, double excess) = Balance();
        design.Visit(outputs, objective.Workers, parameters: null, _slopes, visit: null, _slopes, _gradient);
        double square = TensorPrimitives.SumOfSquares<double>(_gradient.AsSpan(0, objective.Weights));

        // Without a penalty slopes that do not cancel bound nothing.
        return HingeBound.AtBestMultiple(loss.Margin * sum, square > 0 ? square / (4 * objective.L2Regularization) : 0, excess);
    }

    /// <summary>Σ αᵢⱼ over the examples of each class.</summary>
    private void AddFlows()
    {
        _flows.Clear();
        for (int block = 0; block < objective.Design.Blocks; block++)
        {
            for (int k = 0; k < objective.Outputs; k++)
            {
                ReadOnlySpan<double> slopes = Slopes(block, k);
                for (int i = 0; i < slopes.Length; i++)
                    if (slopes[i] != 0)
                        _flows.Of(loss.Label(block * slopes.Length + i))[k] += slopes[i];
            }
        }
    }

    /// <summary>Turns the slopes into G.</summary>
    /// <returns>Σ αᵢⱼ, and the largest αᵢⱼ / wᵢ, at least 1.</returns>
    private (double Sum, double Excess) Balance()
    {
        DesignMatrix design = objective.Design;
        double sum = 0;
        double excess = 1;
        for (int block = 0; block < design.Blocks; block++)
        {
            Array.Clear(_totals);
            for (int k = 0; k < objective.Outputs; k++)
            {
                Span<double> slopes = Slopes(block, k);
                for (int i = 0; i < slopes.Length; i++)
                {
                    if (slopes[i] == 0)
                        continue;
                    int row = block * slopes.Length + i;
                    slopes[i] *= _flows.Factor(loss.Label(row), k);
                    excess = Math.Max(excess, slopes[i] / loss.Weight(row));
                    _totals[i] += slopes[i];
                }
            }

            sum += TensorPrimitives.Sum<double>(_totals);
            for (int i = 0; i < _totals.Length && block * _totals.Length + i < design.Rows; i++)
                Slopes(block, loss.Label(block * _totals.Length + i))[i] = -_totals[i];
        }

        return (sum, excess);
    }

    /// <summary>Those of a block for one class.</summary>
    private Span<double> Slopes(int block, int k)
    {
        DesignMatrix design = objective.Design;
        return _slopes.AsSpan(design.Offset(block, objective.Outputs) + k * design.BlockLength, design.BlockLength);
    }
}
