using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>
/// An approximation of the Hessian that leaves out what one output's weights do to another's slopes, and its inverse.
/// </summary>
/// <remarks>
/// <code>
/// Pₖ = Σᵢ cᵢₖ (xᵢ, 1)(xᵢ, 1)ᵀ + 2λ diag(1, 0),   c the second derivatives by one score
/// </code>
/// All outputs may share one block of their mean curvature, which is exact for the softmax at W = 0, b = 0 but for a factor:
/// Böhning, Multinomial logistic regression algorithm, Ann. Inst. Statist. Math. 44 (1992).
/// </remarks>
internal sealed class HessianBlocks : IPreconditioner<double>
{
    /// <summary>Numbers of all blocks together, half a gigabyte.</summary>
    private const double MostNumbers = 1 << 26;

    private readonly int _columns;
    private readonly int _outputs;
    private readonly CholeskyFactor[] _factors;
    private readonly double[] _work;

    private HessianBlocks(int columns, int outputs, CholeskyFactor[] factors)
    {
        _columns = columns;
        _outputs = outputs;
        _factors = factors;
        _work = new double[columns + 1];
    }

    /// <summary>Whether all outputs share one.</summary>
    public bool IsShared => _factors.Length < _outputs;

    /// <summary>Whether there is room for them.</summary>
    public static bool Fits(NewtonObjective objective, bool isShared)
    {
        double order = objective.Design.Columns + 1;
        return order * order * (isShared ? 1 : objective.Outputs) <= MostNumbers;
    }

    /// <summary>Passes over all examples that take as long, for a block of each output.</summary>
    public static double Passes(NewtonObjective objective)
    {
        double columns = objective.Design.Columns;
        return columns / 4 + columns * columns * columns / (6 * objective.Design.Entries);
    }

    /// <summary>At the point where the loss was last looked at.</summary>
    /// <param name="objective">F.</param>
    /// <param name="isShared">Whether all outputs share one.</param>
    public static HessianBlocks Of(NewtonObjective objective, bool isShared)
    {
        int outputs = objective.Outputs;
        int order = objective.Design.Columns + 1;
        double[] curvatures = isShared && !objective.Loss.ExampleCurvatures.IsEmpty ? [] : objective.Curvatures();
        int blocks = isShared ? 1 : outputs;
        var factors = new CholeskyFactor[blocks];
        objective.Workers.Run(blocks, 1, blocks, (first, end) =>
        {
            double[] ofBlock = isShared ? Mean(objective, curvatures) : new double[objective.Design.Length(1)];
            for (int k = first; k < end; k++)
            {
                var block = new double[order * order];
                if (!isShared)
                    objective.Design.CopyOutput(curvatures, outputs, k, ofBlock);
                objective.Design.Products(ofBlock, block, objective.Workers.CancellationToken);
                AddPenalty(block, order, objective);
                factors[k] = new CholeskyFactor(block, order, objective.Workers.CancellationToken);
            }
        });
        return new HessianBlocks(order - 1, outputs, factors);
    }

    /// <inheritdoc/>
    public void Solve(Span<double> v)
    {
        for (int k = 0; k < _outputs; k++)
        {
            Span<double> weights = v.Slice(k * _columns, _columns);
            ref double bias = ref v[_outputs * _columns + k];
            weights.CopyTo(_work);
            _work[_columns] = bias;
            _factors[_factors.Length == 1 ? 0 : k].Solve(_work);
            _work.AsSpan(0, _columns).CopyTo(weights);
            bias = _work[_columns];
        }
    }

    private static void AddPenalty(double[] block, int order, NewtonObjective objective)
    {
        for (int i = 0; i < order - 1; i++)
            block[i * order + i] += 2 * objective.L2Regularization;
        block[^1] += objective.BiasDamping;
    }

    private static double[] Mean(NewtonObjective objective, double[] curvatures)
    {
        DesignMatrix design = objective.Design;
        int outputs = objective.Outputs;
        var mean = new double[design.Length(1)];
        ReadOnlySpan<double> ofExamples = objective.Loss.ExampleCurvatures;
        if (!ofExamples.IsEmpty)
        {
            TensorPrimitives.Divide(ofExamples, outputs, mean);
            return mean;
        }

        int length = design.BlockLength;
        for (int block = 0; block < design.Blocks; block++)
        {
            Span<double> target = mean.AsSpan(block * length, length);
            for (int k = 0; k < outputs; k++)
                TensorPrimitives.Add(target, curvatures.AsSpan(design.Offset(block, outputs) + k * length, length), target);
            TensorPrimitives.Divide(target, outputs, target);
        }

        return mean;
    }
}
