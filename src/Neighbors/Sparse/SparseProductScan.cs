using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Sparse;

/// <summary>Compares some queries with some known rows.</summary>
/// <remarks>
/// The columns that the queries hold at all lie one after another, for each the entries of all queries side by side. Of a known
/// row the entries in these columns alone matter.
/// </remarks>
internal sealed class SparseProductScan<TDistance>
    where TDistance : struct, IProductDistance
{
    private const int RowsBetweenLooks = 1 << 10;

    private readonly SparseMatrix _known;
    private readonly double[] _knownSquares;
    private readonly TDistance _distance;
    private readonly SparseMatrix _queries;
    private readonly int _firstQuery;
    private readonly double[] _squares;
    private readonly double[] _norms;
    private readonly double _error;

    /// <summary>For each column where its entries are, counted from 1; 0 if no query holds it.</summary>
    private readonly int[] _places;
    private readonly float[] _entries;
    private readonly float[] _none;
    private readonly float[] _products;
    private readonly int[] _rowPlaces;
    private readonly float[] _rowValues;

    public SparseProductScan(
        SparseMatrix known, double[] knownSquares, int mostEntries, TDistance distance, SparseMatrix queries, (int Start, int End) range)
    {
        int count = range.End - range.Start;
        _known = known;
        _knownSquares = knownSquares;
        _distance = distance;
        _queries = queries;
        _firstQuery = range.Start;
        _squares = new double[count];
        _norms = new double[count];
        _error = Rounding.OfSum(mostEntries, roundings: 4) + Rounding.OfReducedDistance(mostEntries);
        _places = new int[known.Columns];
        _none = new float[count];
        _products = new float[count];
        _rowPlaces = new int[mostEntries];
        _rowValues = new float[mostEntries];

        int columns = 0;
        for (int query = 0; query < count; query++)
            foreach (int column in queries.Indices(range.Start + query))
                if (_places[column] == 0)
                    _places[column] = ++columns;
        _entries = new float[checked(columns * count)];
        for (int query = 0; query < count; query++)
        {
            ReadOnlySpan<int> indices = queries.Indices(range.Start + query);
            ReadOnlySpan<float> values = queries.Values(range.Start + query);
            for (int j = 0; j < indices.Length; j++)
                _entries[(_places[indices[j]] - 1) * count + query] = values[j];
            _squares[query] = ReducedDistances.SquaredNorm(values);
            _norms[query] = Math.Sqrt(_squares[query]);
        }
    }

    /// <summary>Finds the neighbors among some of the known rows.</summary>
    /// <param name="range">The rows, from one up to another, exclusive.</param>
    /// <param name="nearest">The heaps of the queries, k places each.</param>
    /// <param name="counts">How many neighbors are in each heap.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public void Find((int Start, int End) range, Span<Neighbor> nearest, Span<int> counts, CancellationToken cancellationToken)
    {
        int k = nearest.Length / counts.Length;
        for (int row = range.Start; row < range.End; row++)
        {
            if (row % RowsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            MultiplyAll(row);
            double norm = Math.Sqrt(_knownSquares[row]);
            for (int query = 0; query < counts.Length; query++)
            {
                var heap = new NearestHeap(nearest.Slice(query * k, k), ref counts[query]);
                if (!(_distance.LeastRank(_products[query], _norms[query], norm, _error) > heap.Bound))
                    heap.Add(new Neighbor(ReducedDistance(query, row, heap.Bound), row));
            }
        }
    }

    private void MultiplyAll(int row)
    {
        ReadOnlySpan<int> indices = _known.Indices(row);
        ReadOnlySpan<float> values = _known.Values(row);
        int count = 0;
        for (int j = 0; j < indices.Length; j++)
        {
            int place = _places[indices[j]];
            _rowPlaces[count] = place - 1;
            _rowValues[count] = values[j];
            count += place > 0 ? 1 : 0;
        }

        SparseProducts.Score(_rowValues.AsSpan(0, count), _rowPlaces.AsSpan(0, count), _entries, _none, _products);
    }

    private double ReducedDistance(int query, int row, double bound) => ReducedDistances.Of(
        _distance, _queries.SparseRow(_firstQuery + query), _known.SparseRow(row), _squares[query], _knownSquares[row], bound);
}
