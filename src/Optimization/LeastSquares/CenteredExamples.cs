using MLExtensions.Algebra;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>
/// Examples as least squares sees them once the bias is eliminated: A = √w (x − x̄), a row each, and r = √w (y − ȳ), with
/// x̄ and ȳ the weighted means. Then Σᵢ wᵢ (yᵢ − w·xᵢ − b)² = ‖r − A w‖² for the best bias, b = ȳ − w·x̄.
/// </summary>
/// <remarks>
/// A column whose values differ by less than the resolution of single precision at its mean is constant, and zero in A. The
/// features are left as they are.
/// <para>
/// An example of huge weight is all but the mean, and its own row of A is the small difference of the two times a large number.
/// So means are x̄ = c + δ, with c the heaviest example and δ summed from the distances of all others from it.
/// </para>
/// </remarks>
internal abstract class CenteredExamples
{
    private readonly double _targetOffset;

    protected CenteredExamples(FeatureMatrix features, float[] targets, float[] weights)
    {
        Rows = features.Rows;
        Columns = features.Columns;
        Means = new double[features.Columns];
        MeanOffsets = new double[features.Columns];
        IsConstant = new bool[features.Columns];
        TotalWeight = weights.Sum(weight => (double)weight);
        WeightRoots = Array.ConvertAll(weights, weight => Math.Sqrt(weight));
        Heaviest = weights.AsSpan().IndexOf(weights.Max());
        WeightRange = weights.Length > 1 ? weights.Where((_, i) => i != Heaviest).Max() / (double)weights.Min() : 1;
        for (int i = 0; i < targets.Length; i++)
            _targetOffset += weights[i] / TotalWeight * ((double)targets[i] - targets[Heaviest]);
        TargetMean = targets[Heaviest] + _targetOffset;
        Targets = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
            Targets[i] = WeightRoots[i] * ((double)targets[i] - targets[Heaviest] - _targetOffset);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Σw.</summary>
    public double TotalWeight { get; }

    /// <summary>The ratio of the weights, without the largest: that one is no trouble.</summary>
    public double WeightRange { get; }

    /// <summary>√w, an example each.</summary>
    public double[] WeightRoots { get; }

    /// <summary>x̄, a column each.</summary>
    public double[] Means { get; }

    /// <summary>ȳ.</summary>
    public double TargetMean { get; }

    /// <summary>r, an example each.</summary>
    public double[] Targets { get; }

    /// <summary>The example c.</summary>
    protected int Heaviest { get; }

    /// <summary>δ, a column each.</summary>
    protected double[] MeanOffsets { get; }

    /// <summary>Whether a column is zero in A.</summary>
    protected bool[] IsConstant { get; }

    /// <param name="features">x, examples × columns.</param>
    /// <param name="targets">y, an example each.</param>
    /// <param name="weights">w, an example each, positive.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static CenteredExamples Create(
        FeatureMatrix features, float[] targets, float[] weights, CancellationToken cancellationToken = default) => features switch
        {
            DenseMatrix dense => new DenseCenteredExamples(dense, targets, weights, cancellationToken),
            SparseMatrix sparse => new SparseCenteredExamples(sparse, targets, weights, cancellationToken),
            _ => throw new ArgumentException($"Unknown matrix {features.GetType().Name}.", nameof(features)),
        };

    /// <summary>AᵀA, columns × columns.</summary>
    public abstract SymmetricMatrix ColumnProducts(Workers workers);

    /// <summary>A Aᵀ, examples × examples.</summary>
    public abstract SymmetricMatrix RowProducts(Workers workers);

    /// <summary>Aᵀ v, for a number v each example.</summary>
    public abstract double[] TransposeTimes(ReadOnlySpan<double> v, CancellationToken cancellationToken);

    /// <summary>Writes a row of A.</summary>
    public abstract void CopyRow(int row, Span<double> target);

    /// <summary>Writes √w (x − c) of a row, with zeros for columns that are constant.</summary>
    /// <returns>√w (y − y_c).</returns>
    public double CopyDistances(int row, Span<double> target)
    {
        CopyRow(row, target);
        for (int f = 0; f < target.Length; f++)
            target[f] += IsConstant[f] ? 0 : WeightRoots[row] * MeanOffsets[f];
        return Targets[row] + WeightRoots[row] * _targetOffset;
    }

    /// <summary>Notes the columns that are constant.</summary>
    /// <param name="extents">The greatest |x − x̄|, a column each.</param>
    protected void FindConstants(ReadOnlySpan<double> extents)
    {
        for (int f = 0; f < extents.Length; f++)
            IsConstant[f] = extents[f] <= SinglePrecision.Resolution(Means[f]);
    }
}
