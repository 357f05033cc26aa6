namespace MLExtensions.Neighbors;

/// <summary>The nearest neighbors that one query has met so far, at most k of them: a heap whose root is the farthest.</summary>
/// <param name="places">Room for k neighbors.</param>
/// <param name="count">How many there are; kept up to date.</param>
internal readonly ref struct NearestHeap(Span<Neighbor> places, ref int count)
{
    private readonly Span<Neighbor> _places = places;
    private readonly ref int _count = ref count;

    /// <summary>The reduced distance that a neighbor must not exceed to be among the nearest.</summary>
    public double Bound => _count < _places.Length ? double.PositiveInfinity : _places[0].ReducedDistance;

    /// <summary>Takes up a neighbor if it is among the k nearest.</summary>
    /// <returns>Whether it is.</returns>
    public bool Add(Neighbor neighbor)
    {
        if (_count < _places.Length)
        {
            Rise(_count++, neighbor);
            return true;
        }

        if (!neighbor.IsNearerThan(_places[0]))
            return false;
        Sink(neighbor);
        return true;
    }

    private void Rise(int place, Neighbor neighbor)
    {
        for (int parent; place > 0 && _places[parent = (place - 1) / 2].IsNearerThan(neighbor); place = parent)
            _places[place] = _places[parent];
        _places[place] = neighbor;
    }

    private void Sink(Neighbor neighbor)
    {
        int place = 0;
        for (int child; (child = 2 * place + 1) < _places.Length; place = child)
        {
            if (child + 1 < _places.Length && _places[child].IsNearerThan(_places[child + 1]))
                child++;
            if (!neighbor.IsNearerThan(_places[child]))
                break;
            _places[place] = _places[child];
        }

        _places[place] = neighbor;
    }
}
