using System.Numerics;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Dense;

/// <summary>Compares some queries with some known rows.</summary>
/// <remarks>
/// Queries lie side by side in panels of a few vectors, in the screen's form. Known rows come in groups that, in the screen's
/// form, stay in the second-level cache while all panels pass; of both a block of columns at a time, so that a panel's
/// stays in the first-level cache while the group passes.
/// </remarks>
internal sealed unsafe class DenseScan<TLanes, TVector, TDistance, TScreen, TTerm> : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : struct
    where TDistance : struct, IDistanceFunction
    where TScreen : struct, IScreen<TTerm>
    where TTerm : struct, IColumnTerm
{
    private const int TileRows = ColumnSumTile<TLanes, TVector, TTerm>.Rows;
    private const int MostGroupRows = 16 * TileRows;
    private const int MostPanels = 8;

    /// <summary>
    /// What a group, or the queries of a part, should take at most, in floats: a quarter of a second-level cache.
    /// </summary>
    private const int MostFloats = 1 << 17;

    private readonly DenseMatrix _known;
    private readonly float[] _descriptions;
    private readonly TDistance _distance;
    private readonly TScreen _screen;
    private readonly DenseMatrix _queries;
    private readonly int _firstQuery;
    private readonly int _queryCount;
    private readonly int _vectors;
    private readonly int _panels;
    private readonly int _groupRows;
    private readonly int _stride;
    private readonly AlignedFloats _panelEntries;
    private readonly AlignedFloats _group;
    private readonly AlignedFloats _sums;
    private readonly AlignedFloats _thresholds;
    private readonly float[] _biases;
    private readonly double[] _queryDescriptions;
    private readonly double[] _squaredNorms;

    public DenseScan(
        DenseMatrix known, float[] descriptions, TDistance distance, TScreen screen, DenseMatrix queries, (int Start, int End) range)
    {
        _known = known;
        _descriptions = descriptions;
        _distance = distance;
        _screen = screen;
        _queries = queries;
        _firstQuery = range.Start;
        _queryCount = range.End - range.Start;
        _vectors = Math.Min(MostVectors, Parts(_queryCount, TLanes.Count));
        _panels = Parts(_queryCount, Width);
        _groupRows = Math.Clamp(MostFloats / Math.Max(1, Columns) / TileRows * TileRows, TileRows, MostGroupRows);
        _stride = Parts(Columns, Cache.Line) * Cache.Line;
        _panelEntries = new AlignedFloats((nint)_panels * Width * Columns);
        _group = new AlignedFloats((nint)_groupRows * _stride);
        _sums = new AlignedFloats((nint)_groupRows * Width);
        _thresholds = new AlignedFloats((nint)_panels * Width);
        _biases = new float[_groupRows];
        _queryDescriptions = new double[_queryCount];
        _squaredNorms = new double[_queryCount];
        WriteQueries();
    }

    /// <summary>Pairs that passed the screen so far.</summary>
    public long Measured { get; private set; }

    // 24 sums in registers, or 12 where there are 16 registers.
    private static int MostVectors => typeof(TLanes) == typeof(Lanes256) ? 2 : 4;

    private int Columns => _known.Columns;

    private int Width => _vectors * TLanes.Count;

    /// <summary>How many queries are best compared together.</summary>
    public static int MostQueries(int columns)
    {
        int width = MostVectors * TLanes.Count;
        return Math.Clamp(4 * MostFloats / Math.Max(1, columns * width), 1, MostPanels) * width;
    }

    /// <summary>Finds the neighbors among some of the known rows.</summary>
    /// <param name="range">The rows, from one up to another, exclusive.</param>
    /// <param name="nearest">The heaps of the queries, k places each.</param>
    /// <param name="counts">How many neighbors are in each heap.</param>
    /// <param name="cancellationToken">Looked at between groups of rows.</param>
    public void Find((int Start, int End) range, Span<Neighbor> nearest, Span<int> counts, CancellationToken cancellationToken)
    {
        int k = nearest.Length / _queryCount;
        for (int query = 0; query < _queryCount; query++)
            UpdateThreshold(query, new NearestHeap(nearest.Slice(query * k, k), ref counts[query]).Bound);
        for (int first = range.Start; first < range.End; first += _groupRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_groupRows, range.End - first);
            WriteGroup(first, count);
            for (int panel = 0; panel < _panels; panel++)
            {
                SumUp(panel, count);
                Screen(panel, first, count, nearest, counts, k);
            }
        }
    }

    public void Dispose()
    {
        _panelEntries.Dispose();
        _group.Dispose();
        _sums.Dispose();
        _thresholds.Dispose();
    }

    private void WriteQueries()
    {
        var entries = new float[Columns];
        for (int query = 0; query < _queryCount; query++)
        {
            ReadOnlySpan<float> row = _queries.Row(_firstQuery + query);
            _squaredNorms[query] = ReducedDistances.SquaredNorm(row);
            _queryDescriptions[query] = _screen.WriteQuery(row, entries);
            (int panel, int lane) = Math.DivRem(query, Width);
            float* target = _panelEntries.Pointer + (nint)panel * Width * Columns + lane;
            for (int column = 0; column < entries.Length; column++)
                target[(nint)column * Width] = entries[column];
        }
    }

    private void WriteGroup(int first, int count)
    {
        for (int i = 0; i < count; i++)
            _biases[i] = _screen.WriteKnown(_known.Row(first + i), _descriptions[first + i], _group.Span((nint)i * _stride, Columns));
    }

    private void SumUp(int panel, int count)
    {
        _sums.Span(0, count * Width).Clear();
        float* entries = _panelEntries.Pointer + (nint)panel * Width * Columns;
        for (int column = 0; column < Columns; column += Rounding.BlockColumns)
        {
            int columns = Math.Min(Rounding.BlockColumns, Columns - column);
            for (int row = 0; row < count; row += TileRows)
            {
                float* rows = _group.Pointer + (nint)row * _stride + column;
                float* x = entries + (nint)column * Width;
                float* sums = _sums.Pointer + (nint)row * Width;
                switch (_vectors)
                {
                    case 1:
                        ColumnSumTile<TLanes, TVector, TTerm>.Join<One>(_screen.Term, x, rows, _stride, columns, sums);
                        break;
                    case 2:
                        ColumnSumTile<TLanes, TVector, TTerm>.Join<Two>(_screen.Term, x, rows, _stride, columns, sums);
                        break;
                    case 3:
                        ColumnSumTile<TLanes, TVector, TTerm>.Join<Three>(_screen.Term, x, rows, _stride, columns, sums);
                        break;
                    default:
                        ColumnSumTile<TLanes, TVector, TTerm>.Join<Four>(_screen.Term, x, rows, _stride, columns, sums);
                        break;
                }
            }
        }
    }

    /// <summary>Measures the pairs of a panel and a group that pass the screen. Whatever is no number passes.</summary>
    private void Screen(int panel, int first, int count, Span<Neighbor> nearest, Span<int> counts, int k)
    {
        uint all = (uint)((1ul << TLanes.Count) - 1);
        float* thresholds = _thresholds.Pointer + (nint)panel * Width;
        for (int row = 0; row < count; row++)
        {
            TVector bias = TLanes.Broadcast(_biases[row]);
            for (int lane = 0; lane < Width; lane += TLanes.Count)
            {
                TVector sums = TLanes.Add(TLanes.Load(_sums.Pointer + (nint)row * Width + lane), bias);
                uint passed = all & ~TLanes.GreaterThan(sums, TLanes.Load(thresholds + lane));
                for (; passed != 0; passed &= passed - 1)
                {
                    int query = panel * Width + lane + BitOperations.TrailingZeroCount(passed);
                    if (query < _queryCount)
                        Measure(query, first + row, nearest.Slice(query * k, k), ref counts[query]);
                }
            }
        }
    }

    private void Measure(int query, int row, Span<Neighbor> nearest, ref int count)
    {
        Measured++;
        ReadOnlySpan<float> z = _known.Row(row);
        double squaredNorm = TDistance.Grows ? 0 : ReducedDistances.SquaredNorm(z);
        var heap = new NearestHeap(nearest, ref count);
        double reducedDistance = ReducedDistances.Of(_distance, _queries.Row(_firstQuery + query), z, _squaredNorms[query], squaredNorm, heap.Bound);
        if (heap.Add(new Neighbor(reducedDistance, row)))
            UpdateThreshold(query, heap.Bound);
    }

    private void UpdateThreshold(int query, double reducedDistance) =>
        _thresholds.Pointer[query] = _screen.Threshold(reducedDistance, _queryDescriptions[query]);

    private static int Parts(int length, int size) => (length + size - 1) / size;
}
