using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>
/// Few examples of many features in as many coordinates as examples are independent, in which every linear model has the same
/// minimum.
/// </summary>
/// <remarks>
/// <code>
/// X_c = X − 1 x̄ᵀ,   X_c X_cᵀ = L Lᵀ,   T = Lₚ⁻¹ X_c,ₚ      L rows × r, the rows P taken as pivots
/// Z   = X_c Tᵀ = L,   T Tᵀ = I                             the new features
/// W   = V T,   ‖W‖ = ‖V‖,   W (x − x̄) = V z                for all examples
/// </code>
/// What a loss and a penalty λ‖W‖² say to W the scores and ‖W‖ say, so that the minimum lies in the span of the centered
/// examples, and is that of V over Z: Schölkopf, Herbrich and Smola, A generalized representer theorem (2001); Hastie and
/// Tibshirani, Efficient quadratic regularization for expression arrays, Biostatistics 5 (2004). One factorization is for every
/// λ, any number of outputs, and every loss.
/// </remarks>
internal sealed class RowSpace
{
    private const int MostRows = 2_000;

    /// <summary>Numbers of the dense features in relation to those of a square matrix from which on the reduction pays.</summary>
    private const double WorthOfDense = 2;

    /// <summary>
    /// The same where they are sparse, and each column counts as much as an entry: weights have to be moved for each.
    /// </summary>
    private const double WorthOfSparse = 0.15;

    /// <summary>Rows of sparse features above which the square matrix leaves the cache.</summary>
    private const int MostSparseRows = 1_000;

    private readonly RowFactor _factor;
    private readonly Workers _workers;

    private RowSpace(DesignMatrix design, RowFactor factor, Workers workers)
    {
        (Design, _factor, _workers) = (design, factor, workers);
        Reduced = DenseDesign.Of(design.Rows, factor.Rank, (row, z) => factor.Row(row).CopyTo(z));
        MeanRow = new double[design.Columns + 1];
        var shares = new double[design.Length(1)];
        shares.AsSpan(0, design.Rows).Fill(1.0 / design.Rows);
        design.Visit(1, workers, parameters: null, shares, visit: null, shares, MeanRow);
    }

    public DesignMatrix Design { get; }

    /// <summary>Z.</summary>
    public DenseDesign Reduced { get; }

    /// <summary>x̄, and 1 behind it.</summary>
    public double[] MeanRow { get; }

    /// <summary>The rows that the span is taken of.</summary>
    public IReadOnlyList<int> Pivots => _factor.Pivots;

    /// <summary>Makes the reduced features, if that pays and is accurate.</summary>
    public static RowSpace? TryReduce(DesignMatrix design, Workers workers)
    {
        if (!Pays(design))
            return null;
        RowFactor factor = CenteredProducts.Factorize(design, workers);
        if (factor.Rank == 0)
            return null;
        var space = new RowSpace(design, factor, workers);
        return new RowSpaceCheck(space, workers).IsAccurate() ? space : null;
    }

    /// <summary>The same model over the features of the design.</summary>
    /// <param name="reducedParameters">V, K × r, and the biases behind it.</param>
    /// <param name="outputs">K.</param>
    /// <param name="parameters">Receives W and b.</param>
    public void Lift(ReadOnlySpan<double> reducedParameters, int outputs, Span<double> parameters)
    {
        int rank = _factor.Rank;
        int columns = Design.Columns;
        ReadOnlySpan<double> v = reducedParameters[..(outputs * rank)];
        double[] lifted = Multiply(v, outputs);

        // What rounding has made of V in it is seen in its scores, and mended.
        double[] coordinates = Coordinates(lifted, outputs);
        TensorPrimitives.Subtract(v, coordinates, coordinates);
        TensorPrimitives.Add<double>(lifted, Multiply(coordinates, outputs), lifted);

        lifted.AsSpan(0, outputs * columns).CopyTo(parameters);
        for (int k = 0; k < outputs; k++)
        {
            double shift = TensorPrimitives.Dot<double>(parameters.Slice(k * columns, columns), MeanRow.AsSpan(0, columns));
            parameters[outputs * columns + k] = reducedParameters[outputs * rank + k] - shift;
        }
    }

    /// <summary>V T, as parameters lie, 0 for biases but for rounding.</summary>
    public double[] Multiply(ReadOnlySpan<double> v, int outputs)
    {
        int rank = _factor.Rank;
        var multiples = new double[outputs * Design.Rows];
        var u = new double[rank];
        for (int k = 0; k < outputs; k++)
        {
            v.Slice(k * rank, rank).CopyTo(u);
            _factor.SolveTransposed(u);
            for (int j = 0; j < rank; j++)
                multiples[k * Design.Rows + _factor.Pivots[j]] = u[j];
        }

        return SumRows(multiples, outputs);
    }

    /// <summary>W Tᵀ = W X_c,ₚᵀ Lₚ⁻ᵀ, from the scores of the pivots.</summary>
    /// <param name="parameters">W and biases behind it, which do not matter.</param>
    /// <param name="outputs">K.</param>
    public double[] Coordinates(double[] parameters, int outputs)
    {
        int rank = _factor.Rank;
        int rows = Design.Rows;
        var scores = new double[Design.Length(outputs)];
        Design.Visit(outputs, _workers, parameters, scores, visit: null);
        var coordinates = new double[outputs * rank];
        for (int k = 0; k < outputs; k++)
        {
            double mean = 0;
            for (int i = 0; i < rows; i++)
                mean += scores[Design.Place(i, k, outputs)] / rows;
            Span<double> v = coordinates.AsSpan(k * rank, rank);
            for (int j = 0; j < rank; j++)
                v[j] = scores[Design.Place(_factor.Pivots[j], k, outputs)] - mean;
            _factor.Solve(v);
        }

        return coordinates;
    }

    /// <summary>u of the pivots with Σⱼ uⱼ (x_pⱼ − x̄) = Σᵢ gᵢ (xᵢ − x̄), for other examples i.</summary>
    /// <param name="multiples">g of all examples.</param>
    public double[] Express(ReadOnlySpan<double> multiples)
    {
        var u = new double[_factor.Rank];
        for (int i = 0; i < multiples.Length; i++)
            if (multiples[i] != 0)
                TensorPrimitives.MultiplyAdd(_factor.Row(i), multiples[i], u, u);
        _factor.SolveTransposed(u);
        return u;
    }

    /// <summary>Σᵢ aₖᵢ (xᵢ − x̄) of each output, as parameters lie.</summary>
    /// <param name="multiples">a, outputs × rows; the mean of each output's is taken off.</param>
    /// <param name="outputs">K.</param>
    public double[] SumRows(double[] multiples, int outputs)
    {
        var factors = new double[Design.Length(outputs)];
        for (int k = 0; k < outputs; k++)
        {
            Span<double> a = multiples.AsSpan(k * Design.Rows, Design.Rows);
            TensorPrimitives.Subtract(a, TensorPrimitives.Sum<double>(a) / a.Length, a);
            for (int i = 0; i < a.Length; i++)
                factors[Design.Place(i, k, outputs)] = a[i];
        }

        var sums = new double[(Design.Columns + 1) * outputs];
        Design.Visit(outputs, _workers, parameters: null, factors, visit: null, factors, sums);
        return sums;
    }

    private static bool Pays(DesignMatrix design)
    {
        double square = (double)design.Rows * design.Rows;
        return design.Rows is >= 2 and <= MostRows && (design is SparseDesign
            ? design.Rows <= MostSparseRows && design.Entries + design.Columns >= WorthOfSparse * square && design.Rows < design.Columns
            : design.Entries >= WorthOfDense * square);
    }
}
