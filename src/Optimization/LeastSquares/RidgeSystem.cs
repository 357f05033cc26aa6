using MLExtensions.Optimization.Linear;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>Minimises λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)² exactly; b is not penalised.</summary>
/// <remarks>
/// <code>
/// With the bias eliminated: λ‖w‖² + ‖r − A w‖²,   b = ȳ − w·x̄
/// n ≥ F    (AᵀA + λI) w = Aᵀr                      the normal equations, F × F
/// n &lt; F    (A Aᵀ + λI) α = r,   w = Aᵀα           their dual form, n × n
/// </code>
/// Where the system is singular, as it is for λ = 0 and collinear features, w is the shortest minimiser, the limit for
/// λ → 0. Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., equations 3.44 and 18.14.
/// </remarks>
internal sealed class RidgeSystem
{
    /// <summary>
    /// The largest system, min(n, F), that is solved: its matrix takes 64 MiB and its factor 128 MiB.
    /// </summary>
    public const int LargestOrder = 4096;

    private readonly CentredExamples _examples;
    private readonly bool _isDual;
    private readonly SymmetricMatrix _products;
    private readonly double[] _right;

    /// <summary>The system without its λ, which is most of the work.</summary>
    public RidgeSystem(CentredExamples examples, CancellationToken cancellationToken)
    {
        _examples = examples;
        _isDual = examples.Rows < examples.Columns;
        _products = _isDual ? examples.RowProducts(cancellationToken) : examples.ColumnProducts(cancellationToken);
        _right = _isDual ? examples.Targets : examples.TransposeTimes(examples.Targets, cancellationToken);
    }

    /// <summary>Whether a problem of this size is solved exactly.</summary>
    public static bool Fits(int rows, int columns) => Math.Min(rows, columns) <= LargestOrder;

    /// <summary>w in the precision of a model, with the b that goes with it.</summary>
    public static LinearModel Round(double[] w, CentredExamples examples)
    {
        var model = new LinearModel(outputs: 1, examples.Columns);
        double bias = examples.TargetMean;
        for (int f = 0; f < w.Length; f++)
        {
            model.Weights[0][f] = (float)w[f];

            // The rounded weight is the one that will be used, so the bias makes up for that one.
            bias -= model.Weights[0][f] * examples.Means[f];
        }

        model.Biases[0] = (float)bias;
        return model;
    }

    /// <summary>Finds w.</summary>
    public double[] Solve(double l2Regularization, CancellationToken cancellationToken)
    {
        double[] solution = PivotedCholesky.Of(_products, l2Regularization, cancellationToken).Solve(_right, cancellationToken);
        return _isDual ? _examples.TransposeTimes(solution, cancellationToken) : solution;
    }
}
