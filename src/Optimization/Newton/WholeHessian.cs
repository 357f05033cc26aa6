using MLExtensions.Algebra;
using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>The Hessian, all of it, and its inverse.</summary>
/// <remarks>
/// <code>
/// Hₖₖ =  Σᵢ cᵢₖ (xᵢ, 1)(xᵢ, 1)ᵀ + 2λ diag(1, 0)
/// Hₖₗ = −Σᵢ eᵢₖₗ (xᵢ, 1)(xᵢ, 1)ᵀ,   e = −wᵢ ∂²ℓᵢ/∂sₖ∂sₗ
/// </code>
/// Where classes can hardly be told apart but by each other, and the penalty is weak, blocks alone miss what matters most.
/// </remarks>
internal sealed class WholeHessian : IPreconditioner<double>
{
    private const int LargestOrder = 1024;

    private readonly int _columns;
    private readonly int _outputs;
    private readonly CholeskyFactor _factor;
    private readonly double[] _work;

    /// <summary>At the point where the loss was last looked at.</summary>
    /// <param name="objective">F.</param>
    /// <param name="damping">
    /// The share of the diagonal that is added to it, so that what rounding has left of it is positive definite.
    /// </param>
    public WholeHessian(NewtonObjective objective, double damping)
    {
        _columns = objective.Design.Columns;
        _outputs = objective.Outputs;
        int order = objective.Dimension;
        int blockOrder = _columns + 1;
        var hessian = new double[order * order];
        double[] curvatures = objective.Curvatures();
        (int K, int L)[] pairs = [.. from k in Enumerable.Range(0, _outputs) from l in Enumerable.Range(0, k + 1) select (k, l)];
        objective.Workers.Run(pairs.Length, 1, pairs.Length, (first, end) =>
        {
            var block = new double[blockOrder * blockOrder];
            var ofPair = new double[objective.Design.Length(1)];
            for (int pair = first; pair < end; pair++)
            {
                (int k, int l) = pairs[pair];
                Select(objective, curvatures, k, l, ofPair);
                objective.Design.Products(ofPair, block, objective.Workers.CancellationToken);
                Write(block, hessian, order, k, l, k == l ? 1 : -1);
            }
        });
        if (objective.Loss.IgnoresCommonShift)
            MakeRegular(hessian);
        for (int i = 0; i < order; i++)
            hessian[i * (order + 1)] *= 1 + damping;
        for (int k = 0; k < _outputs; k++)
        {
            for (int f = 0; f < _columns; f++)
                hessian[(k * blockOrder + f) * (order + 1)] += 2 * objective.L2Regularization;
            hessian[(k * blockOrder + _columns) * (order + 1)] += objective.BiasDamping;
        }

        _factor = new CholeskyFactor(hessian, order, objective.Workers.CancellationToken);
        _work = new double[order];
    }

    /// <summary>Whether there is room for it.</summary>
    public static bool Fits(NewtonObjective objective) => objective.Dimension <= LargestOrder;

    /// <summary>Passes over all examples that take as long.</summary>
    public static double Passes(NewtonObjective objective)
    {
        double order = objective.Dimension;
        double outputs = objective.Outputs;
        double products = objective.Design.Entries * objective.Design.Columns * outputs * (outputs + 1) / 4;
        return (products + order * order * order / 3) / (2 * objective.Design.Entries * outputs);
    }

    /// <inheritdoc/>
    public void Solve(Span<double> v)
    {
        int blockOrder = _columns + 1;
        for (int k = 0; k < _outputs; k++)
        {
            v.Slice(k * _columns, _columns).CopyTo(_work.AsSpan(k * blockOrder));
            _work[k * blockOrder + _columns] = v[_outputs * _columns + k];
        }

        _factor.Solve(_work);
        for (int k = 0; k < _outputs; k++)
        {
            _work.AsSpan(k * blockOrder, _columns).CopyTo(v.Slice(k * _columns, _columns));
            v[_outputs * _columns + k] = _work[k * blockOrder + _columns];
        }
    }

    /// <summary>
    /// Adds the mean of the blocks on the diagonal to all blocks, as which they act on what all outputs have in common: without
    /// it only the penalty does. Gradients have nothing in common, so that steps stay the same.
    /// </summary>
    private void MakeRegular(double[] hessian)
    {
        int size = _columns + 1;
        int order = _outputs * size;
        var mean = new double[size * size];
        for (int k = 0; k < _outputs; k++)
            for (int i = 0; i < size; i++)
                for (int j = 0; j <= i; j++)
                    mean[i * size + j] += hessian[(k * size + i) * order + k * size + j] / (_outputs * _outputs);
        for (int k = 0; k < _outputs; k++)
        {
            for (int l = 0; l <= k; l++)
            {
                for (int i = 0; i < size; i++)
                {
                    for (int j = 0; j < size; j++)
                        hessian[(k * size + i) * order + l * size + j] += i >= j ? mean[i * size + j] : mean[j * size + i];
                }
            }
        }
    }

    private static void Select(NewtonObjective objective, double[] curvatures, int k, int l, double[] ofPair)
    {
        DesignMatrix design = objective.Design;
        if (k == l)
        {
            design.CopyOutput(curvatures, objective.Outputs, k, ofPair);
            return;
        }

        for (int block = 0; block < design.Blocks; block++)
            objective.Loss.PairCurvatures(block, k, l, ofPair.AsSpan(block * design.BlockLength, design.BlockLength));
    }

    /// <summary>
    /// Writes a symmetric block, of which the lower triangle is given; of one on the diagonal the lower triangle counts.
    /// </summary>
    private static void Write(double[] block, double[] hessian, int order, int k, int l, int sign)
    {
        int size = (int)Math.Sqrt(block.Length);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = sign * block[i * size + j];
                hessian[(k * size + i) * order + l * size + j] = value;
                if (k != l)
                    hessian[(k * size + j) * order + l * size + i] = value;
            }
        }
    }
}
