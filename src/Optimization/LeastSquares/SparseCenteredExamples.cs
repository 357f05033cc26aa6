using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>
/// Centered examples whose features are sparse: products are summed over the non-zeros, and the means, which would make
/// rows dense, are taken off afterwards.
/// </summary>
/// <remarks>
/// <code>
/// (AᵀA)_fg = Σ′ᵢ wᵢ xᵢf xᵢg − W′ m_f m_g + (W′ w_c / Σw) (m_f − c_f) (m_g − c_g)      Σ′, W′ and the mean m without the heaviest example c
/// (A Aᵀ)ᵢⱼ = √wᵢ √wⱼ (xᵢ·xⱼ − xᵢ·x̄ − xⱼ·x̄ + x̄·x̄)                                    for c, where x − x̄ = −δ:
/// (A Aᵀ)_cj = √w_c √wⱼ (δ·δ + δ·c − δ·xⱼ)
/// </code>
/// Sums over columns leave out those that are constant. The diagonal of AᵀA is summed from the deviations, without
/// cancellation. The first line is how two sets of examples are pooled: Chan, Golub and LeVeque, Algorithms for computing the
/// sample variance, The American Statistician 37 (1983), equation 2.1.
/// </remarks>
internal sealed class SparseCenteredExamples : CenteredExamples
{
    private readonly SparseMatrix _features;
    private readonly double[] _spreads;
    private readonly double[] _center;
    private readonly double[] _otherMeans;
    private readonly double _otherWeight;

    public SparseCenteredExamples(SparseMatrix features, float[] targets, float[] weights, CancellationToken cancellationToken)
        : base(features, targets, weights)
    {
        _features = features;
        _center = new double[Columns];
        features.CopyRow(Heaviest, _center);
        _otherMeans = new double[Columns];
        var otherWeightHeld = new double[Columns];
        var rowsHeld = new int[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((int f, double x) in Entries(i))
            {
                rowsHeld[f]++;
                if (i == Heaviest)
                    continue;
                _otherMeans[f] += weights[i] * x;
                otherWeightHeld[f] += weights[i];
            }
        }

        for (int i = 0; i < Rows; i++)
            _otherWeight += i == Heaviest ? 0 : weights[i];
        for (int f = 0; f < Columns && _otherWeight > 0; f++)
        {
            _otherMeans[f] /= _otherWeight;
            MeanOffsets[f] = _otherWeight / TotalWeight * (_otherMeans[f] - _center[f]);
        }

        _spreads = new double[Columns];
        var extents = new double[Columns];
        for (int f = 0; f < Columns; f++)
        {
            Means[f] = _center[f] + MeanOffsets[f];
            double weightAbsent = _otherWeight - otherWeightHeld[f] + (_center[f] == 0 ? weights[Heaviest] : 0);
            if (rowsHeld[f] < Rows)
                (_spreads[f], extents[f]) = (weightAbsent * Means[f] * Means[f], Math.Abs(Means[f]));
        }

        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((int f, double x) in Entries(i))
            {
                double deviation = x - _center[f] - MeanOffsets[f];
                _spreads[f] += weights[i] * deviation * deviation;
                extents[f] = Math.Max(extents[f], Math.Abs(deviation));
            }
        }

        FindConstants(extents);
    }

    public override SymmetricMatrix ColumnProducts(Workers workers)
    {
        var products = new SymmetricMatrix(Columns);
        for (int i = 0; i < Rows; i++)
        {
            workers.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> columns = _features.Indices(i);
            ReadOnlySpan<float> values = _features.Values(i);
            double weight = i == Heaviest ? 0 : WeightRoots[i] * WeightRoots[i];
            for (int j = 0; j < columns.Length; j++)
            {
                double weighted = weight * values[j];
                for (int k = 0; k <= j; k++)
                    products[columns[j], columns[k]] += weighted * DoublePrecision.Of(values[k]);
            }
        }

        double pooled = _otherWeight / TotalWeight * (WeightRoots[Heaviest] * WeightRoots[Heaviest]);
        for (int f = 0; f < Columns; f++)
        {
            double distance = pooled * (_otherMeans[f] - _center[f]);
            for (int g = 0; g < f; g++)
            {
                products[f, g] = IsConstant[f] || IsConstant[g]
                    ? 0
                    : products[f, g] - _otherWeight * _otherMeans[f] * _otherMeans[g] + distance * (_otherMeans[g] - _center[g]);
            }

            products[f, f] = IsConstant[f] ? 0 : _spreads[f];
        }

        return products;
    }

    public override SymmetricMatrix RowProducts(Workers workers)
    {
        double[] means = [.. Means.Select((mean, f) => IsConstant[f] ? 0 : mean)];
        double[] offsets = [.. MeanOffsets.Select((offset, f) => IsConstant[f] ? 0 : offset)];
        double squaredMean = TensorPrimitives.SumOfSquares<double>(means);
        double squaredOffset = TensorPrimitives.SumOfSquares<double>(offsets);
        var meanProducts = new double[Rows];
        var offsetProducts = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            foreach ((int f, double x) in Entries(i))
            {
                meanProducts[i] += x * means[f];
                offsetProducts[i] += x * offsets[f];
            }
        }

        var products = new SymmetricMatrix(Rows);
        var row = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            workers.CancellationToken.ThrowIfCancellationRequested();
            foreach ((int f, double x) in Entries(i))
                row[f] = IsConstant[f] ? 0 : x;
            for (int j = 0; j <= i; j++)
            {
                products[i, j] = WeightRoots[i] * WeightRoots[j] * Product(i, j);
            }

            foreach (int f in _features.Indices(i))
                row[f] = 0;
        }

        return products;

        double Product(int i, int j)
        {
            if (i == Heaviest || j == Heaviest)
                return squaredOffset + offsetProducts[Heaviest] - offsetProducts[i == Heaviest ? j : i];
            double product = squaredMean - meanProducts[i] - meanProducts[j];
            foreach ((int f, double x) in Entries(j))
                product += x * row[f];
            return product;
        }
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
            foreach ((int f, double x) in Entries(i))
                result[f] += factor * x;
        }

        for (int f = 0; f < Columns; f++)
            result[f] = IsConstant[f] ? 0 : result[f] - sum * Means[f];
        return result;
    }

    public override void CopyRow(int row, Span<double> target)
    {
        for (int f = 0; f < Columns; f++)
            target[f] = IsConstant[f] ? 0 : -WeightRoots[row] * (row == Heaviest ? MeanOffsets[f] : Means[f]);
        if (row == Heaviest)
            return;
        foreach ((int f, double x) in Entries(row))
            target[f] += IsConstant[f] ? 0 : WeightRoots[row] * x;
    }

    private EntryEnumerator Entries(int row) => new(_features.Indices(row), _features.Values(row));

    /// <summary>The non-zeros of a row, column and value.</summary>
    private ref struct EntryEnumerator(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        private readonly ReadOnlySpan<int> _columns = columns;
        private readonly ReadOnlySpan<float> _values = values;
        private int _entry = -1;

        public readonly (int Column, double Value) Current => (_columns[_entry], DoublePrecision.Of(_values[_entry]));

        public readonly EntryEnumerator GetEnumerator() => this;

        public bool MoveNext() => ++_entry < _columns.Length;
    }
}
