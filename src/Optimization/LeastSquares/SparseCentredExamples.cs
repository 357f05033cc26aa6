using MLExtensions.Matrices;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>
/// Centred examples whose features are sparse: products are summed over the non-zeros, and the means, which would make
/// rows dense, are taken off afterwards.
/// </summary>
/// <remarks>
/// <code>
/// (AᵀA)_fg = Σᵢ wᵢ xᵢf xᵢg − Σw x̄f x̄g
/// (A Aᵀ)ᵢⱼ = √wᵢ √wⱼ (xᵢ·xⱼ − xᵢ·x̄ − xⱼ·x̄ + x̄·x̄)
/// </code>
/// Sums over columns leave out those that are constant. The diagonal of AᵀA is summed from the deviations, without
/// cancellation.
/// </remarks>
internal sealed class SparseCentredExamples : CentredExamples
{
    private readonly SparseMatrix _features;
    private readonly double[] _spreads;

    public SparseCentredExamples(SparseMatrix features, float[] targets, float[] weights, CancellationToken cancellationToken)
        : base(features, targets, weights)
    {
        _features = features;
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((int f, float x) in Entries(i))
                Means[f] += weights[i] / TotalWeight * x;
        }

        _spreads = new double[Columns];
        var weightHeld = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((int f, float x) in Entries(i))
            {
                _spreads[f] += weights[i] * (x - Means[f]) * (x - Means[f]);
                weightHeld[f] += weights[i];
            }
        }

        for (int f = 0; f < Columns; f++)
            _spreads[f] += (TotalWeight - weightHeld[f]) * Means[f] * Means[f];
        FindConstants(Array.ConvertAll(_spreads, spread => spread / TotalWeight));
    }

    public override SymmetricMatrix ColumnProducts(CancellationToken cancellationToken)
    {
        var products = new SymmetricMatrix(Columns);
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> columns = _features.Indices(i);
            ReadOnlySpan<float> values = _features.Values(i);
            double weight = WeightRoots[i] * WeightRoots[i];
            for (int j = 0; j < columns.Length; j++)
                for (int k = 0; k <= j; k++)
                    products[columns[j], columns[k]] += weight * values[j] * values[k];
        }

        for (int f = 0; f < Columns; f++)
        {
            for (int g = 0; g < f; g++)
                products[f, g] = IsConstant[f] || IsConstant[g] ? 0 : products[f, g] - TotalWeight * Means[f] * Means[g];
            products[f, f] = IsConstant[f] ? 0 : _spreads[f];
        }

        return products;
    }

    public override SymmetricMatrix RowProducts(CancellationToken cancellationToken)
    {
        double[] means = [.. Means.Select((mean, f) => IsConstant[f] ? 0 : mean)];
        double squaredMean = means.Sum(mean => mean * mean);
        var meanProducts = new double[Rows];
        for (int i = 0; i < Rows; i++)
            foreach ((int f, float x) in Entries(i))
                meanProducts[i] += x * means[f];

        var products = new SymmetricMatrix(Rows);
        var row = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((int f, float x) in Entries(i))
                row[f] = IsConstant[f] ? 0 : x;
            for (int j = 0; j <= i; j++)
            {
                double product = squaredMean - meanProducts[i] - meanProducts[j];
                foreach ((int f, float x) in Entries(j))
                    product += x * row[f];
                products[i, j] = WeightRoots[i] * WeightRoots[j] * product;
            }

            foreach (int f in _features.Indices(i))
                row[f] = 0;
        }

        return products;
    }

    public override double[] TransposeTimes(ReadOnlySpan<double> v, CancellationToken cancellationToken)
    {
        var result = new double[Columns];
        double sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double factor = v[i] * WeightRoots[i];
            sum += factor;
            foreach ((int f, float x) in Entries(i))
                result[f] += factor * x;
        }

        for (int f = 0; f < Columns; f++)
            result[f] = IsConstant[f] ? 0 : result[f] - sum * Means[f];
        return result;
    }

    public override void CopyRow(int row, Span<double> target)
    {
        for (int f = 0; f < Columns; f++)
            target[f] = IsConstant[f] ? 0 : -WeightRoots[row] * Means[f];
        foreach ((int f, float x) in Entries(row))
            target[f] += IsConstant[f] ? 0 : WeightRoots[row] * x;
    }

    private EntryEnumerator Entries(int row) => new(_features.Indices(row), _features.Values(row));

    /// <summary>The non-zeros of a row, column and value.</summary>
    private ref struct EntryEnumerator(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        private readonly ReadOnlySpan<int> _columns = columns;
        private readonly ReadOnlySpan<float> _values = values;
        private int _entry = -1;

        public readonly (int Column, float Value) Current => (_columns[_entry], _values[_entry]);

        public readonly EntryEnumerator GetEnumerator() => this;

        public bool MoveNext() => ++_entry < _columns.Length;
    }
}
