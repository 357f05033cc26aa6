using MLExtensions.Matrices;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>
/// Examples as least squares sees them once the bias is eliminated: A = √w (x − x̄), a row each, and r = √w (y − ȳ), with
/// x̄ and ȳ the weighted means. Then Σᵢ wᵢ (yᵢ − w·xᵢ − b)² = ‖r − A w‖² for the best bias, b = ȳ − w·x̄.
/// </summary>
/// <remarks>
/// A column whose spread is below the resolution of single precision at its mean is constant, and zero in A. The features
/// are left as they are.
/// </remarks>
internal abstract class CentredExamples
{
    protected CentredExamples(FeatureMatrix features, float[] targets, float[] weights)
    {
        Rows = features.Rows;
        Columns = features.Columns;
        Means = new double[features.Columns];
        IsConstant = new bool[features.Columns];
        TotalWeight = weights.Sum(weight => (double)weight);
        WeightRoots = Array.ConvertAll(weights, weight => Math.Sqrt(weight));
        for (int i = 0; i < targets.Length; i++)
            TargetMean += weights[i] / TotalWeight * targets[i];
        Targets = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
            Targets[i] = WeightRoots[i] * (targets[i] - TargetMean);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Σw.</summary>
    public double TotalWeight { get; }

    /// <summary>√w, an example each.</summary>
    public double[] WeightRoots { get; }

    /// <summary>x̄, a column each.</summary>
    public double[] Means { get; }

    /// <summary>ȳ.</summary>
    public double TargetMean { get; }

    /// <summary>r, an example each.</summary>
    public double[] Targets { get; }

    /// <summary>Whether a column is zero in A.</summary>
    protected bool[] IsConstant { get; }

    /// <param name="features">x, examples × columns.</param>
    /// <param name="targets">y, an example each.</param>
    /// <param name="weights">w, an example each, positive.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static CentredExamples Create(
        FeatureMatrix features, float[] targets, float[] weights, CancellationToken cancellationToken = default) => features switch
        {
            DenseMatrix dense => new DenseCentredExamples(dense, targets, weights, cancellationToken),
            SparseMatrix sparse => new SparseCentredExamples(sparse, targets, weights, cancellationToken),
            _ => throw new ArgumentException($"Unknown matrix {features.GetType().Name}.", nameof(features)),
        };

    /// <summary>AᵀA, columns × columns.</summary>
    public abstract SymmetricMatrix ColumnProducts(CancellationToken cancellationToken);

    /// <summary>A Aᵀ, examples × examples.</summary>
    public abstract SymmetricMatrix RowProducts(CancellationToken cancellationToken);

    /// <summary>Aᵀ v, for a number v each example.</summary>
    public abstract double[] TransposeTimes(ReadOnlySpan<double> v, CancellationToken cancellationToken);

    /// <summary>Writes a row of A.</summary>
    public abstract void CopyRow(int row, Span<double> target);

    /// <summary>Notes the columns that are constant.</summary>
    /// <param name="variances">Σw (x − x̄)² / Σw, a column each.</param>
    protected void FindConstants(ReadOnlySpan<double> variances)
    {
        for (int f = 0; f < variances.Length; f++)
            IsConstant[f] = SinglePrecision.IsConstant(Means[f], variances[f]);
    }
}
