using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Duality;

/// <summary>The second derivatives of F by all parameters, and Newton's step.</summary>
/// <remarks>
/// <code>
/// x = (x̃ᵢ, 1), and ∂²ℓᵢ/∂s² has −u uᵀ off its diagonal and c on it
/// Hₖₗ = −Σᵢ uᵢₖ uᵢₗ xᵢ xᵢᵀ                          k ≠ l: blocks of V Vᵀ, columns vᵢ = uᵢ ⊗ xᵢ
/// Hₖₖ =  Σᵢ cᵢₖ xᵢ xᵢᵀ + 2λ diag(1/d², 0)
/// </code>
/// The diagonal blocks are summed from c, and not from the rounded difference of two large parts of it. For the softmax:
/// Böhning, Multinomial logistic regression algorithm, Annals of the Institute of Statistical Mathematics 44 (1992).
/// </remarks>
internal sealed class NewtonSystem<TTarget>
{
    /// <summary>The factor of as many unknowns takes a fifth of a second or so.</summary>
    private const int LargestOrder = 1024;

    /// <summary>Examples × unknowns², the multiplications for H: a second or two.</summary>
    private const double MostWork = 5e9;

    private readonly PreciseObjective<TTarget> _objective;
    private readonly double[][] _columns;

    // u and √c, outputs × examples.
    private readonly double[][] _roots;
    private readonly double[][] _diagonalRoots;

    /// <param name="objective">F.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public NewtonSystem(PreciseObjective<TTarget> objective, CancellationToken cancellationToken = default)
    {
        _objective = objective;
        var ones = new double[objective.Examples];
        ones.AsSpan().Fill(1);
        _columns = [.. objective.Features.ToColumns(cancellationToken), ones];
        _roots = new double[objective.Outputs][];
        _diagonalRoots = new double[objective.Outputs][];
        for (int k = 0; k < objective.Outputs; k++)
        {
            _roots[k] = new double[objective.Examples];
            _diagonalRoots[k] = new double[objective.Examples];
        }
    }

    private int BlockOrder => _columns.Length;

    private int Order => _objective.Outputs * BlockOrder;

    /// <summary>Whether a problem of this size is solved.</summary>
    public static bool Fits(PreciseObjective<TTarget> objective)
    {
        double order = (double)objective.Outputs * (objective.Columns + 1);
        return order <= LargestOrder && order * order * objective.Examples <= MostWork;
    }

    /// <summary>H⁻¹ g.</summary>
    /// <param name="point">Where H is taken.</param>
    /// <param name="gradient">g by the weights, a row for each output; by the biases it is 0.</param>
    /// <param name="workers">The threads; their token is looked at between parts of the work.</param>
    /// <returns>For each output, the step of its weights and then of its bias.</returns>
    public double[][] Solve(PrecisePoint point, double[][] gradient, Workers workers)
    {
        var flat = new double[Order];
        for (int k = 0; k < gradient.Length; k++)
            gradient[k].CopyTo(flat.AsSpan(k * BlockOrder));
        double[] step = PivotedCholesky.Of(Hessian(point, workers), shift: 0, workers).Solve(flat, workers);
        return [.. step.Chunk(BlockOrder)];
    }

    private SymmetricMatrix Hessian(PrecisePoint point, Workers workers)
    {
        _objective.VisitCurvature(point, Keep);
        int length = _objective.Examples;

        // A single output has only its diagonal block.
        SymmetricMatrix hessian = _objective.Outputs == 1
            ? new SymmetricMatrix(Order)
            : SymmetricMatrix.Product(Order, length, WriteAll, workers);
        for (int i = 0; i < Order; i++)
            for (int j = 0; j <= i; j++)
                hessian[i, j] = -hessian[i, j];

        for (int k = 0; k < _objective.Outputs; k++)
        {
            double[] roots = _diagonalRoots[k];
            SymmetricMatrix block = SymmetricMatrix.Product(
                BlockOrder, length, (start, count, panel) => Write(roots, start, count, panel), workers);
            int first = k * BlockOrder;
            for (int i = 0; i < BlockOrder; i++)
            {
                for (int j = 0; j <= i; j++)
                    hessian[first + i, first + j] = block[i, j];
                if (i < _objective.Columns)
                    hessian[first + i, first + i] += _objective.OfWeights.Curvature(i);
            }
        }

        BiasBlock.MakeRegular(hessian, _objective, first: BlockOrder - 1, stride: BlockOrder);
        return hessian;
    }

    private void Keep(int start, ReadOnlySpan<double> roots, ReadOnlySpan<double> diagonal)
    {
        int outputs = _objective.Outputs;
        for (int i = 0; i < roots.Length; i++)
        {
            _roots[i % outputs][start + i / outputs] = roots[i];
            _diagonalRoots[i % outputs][start + i / outputs] = Math.Sqrt(diagonal[i]);
        }
    }

    private void WriteAll(int start, int count, Span<double> panel)
    {
        for (int k = 0; k < _roots.Length; k++)
            Write(_roots[k], start, count, panel.Slice(k * BlockOrder * count, BlockOrder * count));
    }

    private void Write(double[] roots, int start, int count, Span<double> panel)
    {
        for (int f = 0; f < BlockOrder; f++)
            TensorPrimitives.Multiply(_columns[f].AsSpan(start, count), roots.AsSpan(start, count), panel.Slice(f * count, count));
    }
}
