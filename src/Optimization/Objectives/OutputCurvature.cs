using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Objectives;

/// <summary>
/// The blocks of the Hessian that concern the weights and the bias of one output each, at some parameters and from some of the
/// rows.
/// </summary>
/// <remarks>
/// <code>
/// Pₖ = 1/Σw Σᵢ wᵢ ∂²ℓ/∂sₖ² (sᵢ, yᵢ) x̃ᵢ x̃ᵢᵀ + 2 diag(λ̃),   x̃ with a 1 behind it for the bias, which has no λ̃
/// </code>
/// Outputs touch each other far less than columns do: with these blocks for its H₀, L-BFGS has little left to learn. Block
/// preconditioning of multinomial logistic regression: Böhning, Multinomial logistic regression algorithm, Ann. Inst. Statist.
/// Math. 44 (1992), has the same blocks at W = 0 for all outputs.
/// </remarks>
internal sealed class OutputCurvature : IPreconditioner<float>
{
    /// <summary>As many rows tell what the curvature is like.</summary>
    private const int MostRows = 512;

    private const int RowsAtOnce = 64;

    /// <summary>Passes over all rows that the blocks may take the time of.</summary>
    private const int MostPasses = 3;

    /// <summary>What is added to the diagonal, as a share of it, so that rounding leaves it positive definite.</summary>
    private const float Jitter = 1e-5f;

    /// <summary>What is added to it in any case: columns and outputs may be constant.</summary>
    private const float LeastDiagonal = 1e-9f;

    private readonly int _columns;
    private readonly float[] _block;

    /// <summary>L⁻¹ of each output's block L Lᵀ, by rows.</summary>
    private readonly float[][][] _inverses;

    private OutputCurvature(int columns, float[][][] inverses)
    {
        _columns = columns;
        _inverses = inverses;
        _block = new float[columns + 1];
    }

    /// <summary>
    /// Whether the blocks are worth what they take: for each output a product of rows and columns with columns, where a pass has
    /// two with outputs.
    /// </summary>
    public static bool IsWorthwhile<TTarget>(LinearProblem<TTarget> problem) =>
        problem.Features is DenseMatrix dense && problem.Loss is ISmoothLoss<float, TTarget>
        && (long)MostRows * (dense.Columns + 1) <= 2L * MostPasses * dense.Rows;

    /// <summary>The blocks of a problem that they are worthwhile for.</summary>
    /// <param name="problem">The problem, its features rescaled.</param>
    /// <param name="penaltySlopes">2λ̃ of each parameter.</param>
    /// <param name="parameters">Where.</param>
    public static OutputCurvature At<TTarget>(LinearProblem<TTarget> problem, float[] penaltySlopes, ReadOnlySpan<float> parameters)
    {
        var features = (DenseMatrix)problem.Features;
        int columns = features.Columns;
        int outputs = problem.Outputs;
        var products = new float[outputs][];
        var sums = new float[outputs];
        for (int k = 0; k < outputs; k++)
            products[k] = new float[(columns + 1) * columns];
        float unit = AddProducts(problem, features, parameters, products, sums);
        var inverses = new float[outputs][][];
        for (int k = 0; k < outputs; k++)
            inverses[k] = InverseFactor(products[k], sums[k], unit, penaltySlopes.AsSpan(k * columns, columns));
        return new OutputCurvature(columns, inverses);
    }

    /// <inheritdoc/>
    public void Solve(Span<float> v)
    {
        int outputs = _inverses.Length;
        for (int k = 0; k < outputs; k++)
        {
            Span<float> weights = v.Slice(k * _columns, _columns);
            ref float bias = ref v[outputs * _columns + k];
            weights.CopyTo(_block);
            _block[_columns] = bias;
            Solve(_inverses[k], _block);
            _block.AsSpan(0, _columns).CopyTo(weights);
            bias = _block[_columns];
        }
    }

    /// <summary>v ← L⁻ᵀ L⁻¹ v.</summary>
    private static void Solve(float[][] inverse, Span<float> v)
    {
        for (int i = v.Length - 1; i >= 0; i--)
            v[i] = TensorPrimitives.Dot(inverse[i], v[..(i + 1)]);
        for (int i = 0; i < v.Length; i++)
        {
            float factor = v[i];
            v[i] = 0;
            TensorPrimitives.MultiplyAdd(inverse[i], factor, v[..(i + 1)], v[..(i + 1)]);
        }
    }

    /// <summary>Adds cᵢₖ x̃ᵢ x̃ᵢᵀ of some rows, evenly spread over all.</summary>
    /// <returns>What the sums have to be multiplied by, to be means over all weights.</returns>
    private static float AddProducts<TTarget>(
        LinearProblem<TTarget> problem, DenseMatrix features, ReadOnlySpan<float> parameters, float[][] products, float[] sums)
    {
        int columns = features.Columns;
        int outputs = problem.Outputs;
        int count = Math.Min(MostRows, features.Rows);
        var rows = new int[RowsAtOnce];
        var weights = new float[RowsAtOnce];
        var scores = new float[RowsAtOnce * outputs];
        var curvatures = new float[RowsAtOnce * outputs];
        var factors = new float[RowsAtOnce * (columns + 1)];
        double weight = 0;
        for (int start = 0; start < count; start += RowsAtOnce)
        {
            int some = Math.Min(RowsAtOnce, count - start);
            for (int i = 0; i < some; i++)
            {
                rows[i] = (int)((long)(start + i) * features.Rows / count);
                weights[i] = problem.Weights[rows[i]];
                weight += weights[i];
            }

            DenseProducts.Score(features, rows.AsSpan(0, some), parameters[..(outputs * columns)], parameters[(outputs * columns)..], scores.AsSpan(0, some * outputs));
            ((ISmoothLoss<float, TTarget>)problem.Loss).Hessian(scores.AsSpan(0, some * outputs), weights.AsSpan(0, some), curvatures);
            for (int k = 0; k < outputs; k++)
            {
                for (int i = 0; i < some; i++)
                {
                    float curvature = curvatures[i * outputs + k];
                    Span<float> ofRow = factors.AsSpan(i * (columns + 1), columns + 1);
                    TensorPrimitives.Multiply(features.Row(rows[i])[..columns], curvature, ofRow);
                    ofRow[columns] = curvature;
                    sums[k] += curvature;
                }

                DenseProducts.AddMultiples(
                    features, rows.AsSpan(0, some), factors.AsSpan(0, some * (columns + 1)), products[k], ColumnRange.All(columns));
            }
        }

        return (float)(1 / weight);
    }

    /// <summary>L⁻¹ of a block.</summary>
    /// <param name="products">Σᵢ cᵢ x̃ᵢ xᵢᵀ, a row more than columns.</param>
    /// <param name="sum">Σᵢ cᵢ.</param>
    /// <param name="unit">What both have to be multiplied by.</param>
    /// <param name="penaltySlopes">2λ̃ of each column.</param>
    private static float[][] InverseFactor(float[] products, float sum, float unit, ReadOnlySpan<float> penaltySlopes)
    {
        int columns = penaltySlopes.Length;
        var factor = new float[columns + 1][];
        for (int i = 0; i <= columns; i++)
        {
            factor[i] = new float[i + 1];
            for (int j = 0; j < i; j++)
                factor[i][j] = unit * products[i * columns + j];
            float diagonal = i < columns ? unit * products[i * columns + i] + penaltySlopes[i] : unit * sum;
            factor[i][i] = diagonal * (1 + Jitter) + LeastDiagonal;
        }

        // Cholesky's factor, by rows; Golub and Van Loan, Matrix Computations, 4th ed., section 4.2.
        for (int i = 0; i <= columns; i++)
        {
            for (int j = 0; j < i; j++)
                factor[i][j] = (factor[i][j] - TensorPrimitives.Dot<float>(factor[i].AsSpan(0, j), factor[j].AsSpan(0, j))) / factor[j][j];
            float left = factor[i][i] - TensorPrimitives.SumOfSquares<float>(factor[i].AsSpan(0, i));
            factor[i][i] = MathF.Sqrt(Math.Max(left, Jitter * factor[i][i]));
        }

        return Invert(factor);
    }

    /// <summary>Row i of L⁻¹ is (eᵢ − Σ_{j&lt;i} Lᵢⱼ row j) / Lᵢᵢ.</summary>
    private static float[][] Invert(float[][] factor)
    {
        var inverse = new float[factor.Length][];
        for (int i = 0; i < factor.Length; i++)
        {
            var row = new float[i + 1];
            for (int j = 0; j < i; j++)
                TensorPrimitives.MultiplyAdd(inverse[j], -factor[i][j], row.AsSpan(0, j + 1), row.AsSpan(0, j + 1));
            row[i] = 1;
            TensorPrimitives.Divide(row, factor[i][i], row);
            inverse[i] = row;
        }

        return inverse;
    }
}
