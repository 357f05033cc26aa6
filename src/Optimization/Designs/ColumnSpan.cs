using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>The weights that examples with dependent columns can tell apart: those in the span of the examples.</summary>
/// <remarks>
/// <code>
/// XᵀX = L Lᵀ of rank r &lt; F, with pivoted columns P and the others Q:   N = [ −L_P⁻ᵀ L_Qᵀ ; I ],   X N = 0
/// w ← w − N (NᵀN)⁻¹ Nᵀ w
/// </code>
/// Where there are fewer examples than columns, or columns beyond counting, steps keep to the span by themselves, and this leaves
/// weights as they are.
/// </remarks>
internal sealed class ColumnSpan
{
    private const int MostColumns = 512;

    /// <summary>N, a row for each direction that all examples are orthogonal to.</summary>
    private readonly double[][] _directions;
    private readonly CholeskyFactor? _products;

    private ColumnSpan(double[][] directions, CholeskyFactor? products)
    {
        _directions = directions;
        _products = products;
    }

    /// <summary>Whether there are weights outside it.</summary>
    public bool IsDeficient => _directions.Length > 0;

    public static ColumnSpan Of(DesignMatrix design, Workers workers)
    {
        int columns = design.Columns;
        if (design is not DenseDesign || columns > MostColumns || design.Rows <= columns)
            return new ColumnSpan([], null);
        var ones = new double[design.Length(1)];
        ones.AsSpan(0, design.Rows).Fill(1);
        var products = new double[(columns + 1) * (columns + 1)];
        design.Products(ones, products, workers.CancellationToken);
        var matrix = new SymmetricMatrix(columns);
        for (int f = 0; f < columns; f++)
            for (int g = 0; g <= f; g++)
                matrix[f, g] = products[f * (columns + 1) + g];
        PivotedCholesky cholesky = PivotedCholesky.Of(matrix, shift: 0, workers);
        double[][] directions = cholesky.NullSpace();
        int count = directions.Length;
        var gram = new double[count * count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j <= i; j++)
                gram[i * count + j] = TensorPrimitives.Dot<double>(directions[i], directions[j]);
        return new ColumnSpan(directions, count == 0 ? null : new CholeskyFactor(gram, count, workers.CancellationToken));
    }

    /// <summary>Takes off weights what lies outside the span.</summary>
    public void Project(Span<double> weights)
    {
        var shares = new double[_directions.Length];
        for (int i = 0; i < shares.Length; i++)
            shares[i] = TensorPrimitives.Dot(_directions[i], weights);
        _products?.Solve(shares);
        for (int i = 0; i < shares.Length; i++)
            TensorPrimitives.MultiplyAdd(_directions[i], -shares[i], weights, weights);
    }
}
