using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>Minimizes λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)² exactly; b is not penalized.</summary>
/// <remarks>
/// <code>
/// With the bias eliminated: λ‖w‖² + ‖r − A w‖²,   b = ȳ − w·x̄
/// n ≥ F    (AᵀA + λI) w = Aᵀr                      the normal equations, F × F
/// n &lt; F    (A Aᵀ + λI) α = r,   w = Aᵀα           their dual form, n × n
/// </code>
/// Where the system is singular, as it is for λ = 0 and collinear features, w is the shortest minimizer, the limit for
/// λ → 0. Where the weights of examples are so far apart that products would lose the light ones, and λ > 0, rows are reflected
/// instead: <see cref="RowSortedQr"/>. Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., equations
/// 3.44 and 18.14.
/// </remarks>
internal sealed class RidgeSystem
{
    /// <summary>
    /// The largest system, min(n, F), that is solved: its matrix takes 64 MiB and its factor 128 MiB.
    /// </summary>
    public const int LargestOrder = 4096;

    /// <summary>Up to this ratio of the weights, products keep half the digits of the lightest.</summary>
    private const double WidestOfProducts = 1e8;

    /// <summary>Entries of the largest matrix that is reflected: 128 MiB.</summary>
    private const double MostReflected = 1 << 24;

    private readonly CenteredExamples _examples;
    private readonly bool _isDual;
    private readonly bool _isReflected;
    private readonly Workers _workers;
    private readonly Lazy<SymmetricMatrix> _products;
    private readonly Lazy<double[]> _right;

    /// <summary>The system without its λ, which is most of the work.</summary>
    /// <param name="examples">The data.</param>
    /// <param name="workers">The threads; their token is looked at all along.</param>
    public RidgeSystem(CenteredExamples examples, Workers workers)
    {
        _workers = workers;
        _examples = examples;
        _isDual = examples.Rows < examples.Columns;
        _isReflected = examples.WeightRange > WidestOfProducts
            && ((double)examples.Rows + examples.Columns) * (examples.Columns + 1) <= MostReflected;
        _products = new(() => _isDual ? examples.RowProducts(workers) : examples.ColumnProducts(workers));
        _right = new(() => _isDual ? examples.Targets : examples.TransposeTimes(examples.Targets, workers.CancellationToken));
    }

    /// <summary>Whether a problem of this size is solved exactly.</summary>
    public static bool Fits(int rows, int columns) => Math.Min(rows, columns) <= LargestOrder;

    /// <summary>The b that goes with w.</summary>
    public static double Bias(double[] w, CenteredExamples examples) => examples.TargetMean - TensorPrimitives.Dot<double>(w, examples.Means);

    /// <summary>Finds w.</summary>
    public double[] Solve(double l2Regularization)
    {
        if (_isReflected && l2Regularization > 0)
            return Reflect(l2Regularization, _workers.CancellationToken);
        double[] solution = PivotedCholesky.Of(_products.Value, l2Regularization, _workers).Solve(_right.Value, _workers);
        return _isDual ? _examples.TransposeTimes(solution, _workers.CancellationToken) : solution;
    }

    /// <summary>The same from the rows √w (x − c, 1), with the bias among the unknowns, and √λ I.</summary>
    private double[] Reflect(double l2Regularization, CancellationToken cancellationToken)
    {
        (int rows, int columns) = (_examples.Rows, _examples.Columns);
        var matrix = new double[columns + 1][];
        for (int f = 0; f <= columns; f++)
            matrix[f] = new double[rows + columns];
        _examples.WeightRoots.CopyTo(matrix[0], 0);
        var right = new double[rows + columns];
        var row = new double[columns];
        for (int i = 0; i < rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            right[i] = _examples.CopyDistances(i, row);
            for (int f = 0; f < columns; f++)
                matrix[f + 1][i] = row[f];
        }

        for (int f = 0; f < columns; f++)
            matrix[f + 1][rows + f] = Math.Sqrt(l2Regularization);
        return RowSortedQr.Solve(matrix, right, cancellationToken)[1..];
    }
}
