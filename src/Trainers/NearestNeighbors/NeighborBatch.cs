using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Neighbors;
using MLExtensions.Rows;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>Some rows and their nearest neighbors.</summary>
internal sealed class NeighborBatch(
    ValueGetter<VBuffer<float>> getFeatures, NeighborSearch search, int neighbors, int numberOfThreads, NeighborColumns[] columns, bool[] active)
    : RowBatch
{
    private const int None = -1;

    private readonly QueryBuffer _queries = search.CreateQueries();
    private readonly List<int> _queryOfRow = [];
    private long _rowsBefore;
    private VBuffer<float> _features;
    private Neighbor[] _nearest = [];

    public override void Clear()
    {
        _rowsBefore += _queryOfRow.Count;
        _queries.Clear();
        _queryOfRow.Clear();
    }

    public override void Add()
    {
        getFeatures(ref _features);
        if (_features.Length != search.Columns)
            throw new InvalidOperationException($"Expected a row of {search.Columns} features, got one of {_features.Length}.");
        ReadOnlySpan<float> values = _features.GetValues();
        bool isFinite = values.IsEmpty || TensorPrimitives.IsFiniteAll(values);
        _queryOfRow.Add(isFinite ? _queries.Count : None);
        if (!isFinite)
            return;
        if (_features.IsDense)
            _queries.Add(values);
        else
            _queries.Add(_features.GetIndices(), values);
    }

    public override void Compute()
    {
        if (_queries.Count == 0)
            return;
        int length = checked(_queries.Count * neighbors);
        if (_nearest.Length < length)
            _nearest = new Neighbor[length];
        search.Find(_queries.ToMatrix(), _nearest.AsMemory(0, length), numberOfThreads);
    }

    public override Delegate?[] CreateGetters(Func<int> place)
    {
        var getters = new Delegate?[active.Length];
        int first = 0;
        foreach (NeighborColumns some in columns)
        {
            int end = first + some.Descriptions.Length;
            if (active.AsSpan(first..end).Contains(true))
                some.CreateGetters(Nearest).CopyTo(getters, first);
            first = end;
        }

        for (int i = 0; i < getters.Length; i++)
            if (!active[i])
                getters[i] = null;
        return getters;

        ReadOnlySpan<Neighbor> Nearest(out long number)
        {
            int row = place();
            number = _rowsBefore + row;
            return _queryOfRow[row] is var query and not None ? _nearest.AsSpan(query * neighbors, neighbors) : [];
        }
    }
}
