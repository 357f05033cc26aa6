using MLExtensions.Threading;

namespace MLExtensions.Neighbors;

/// <summary>Finds the neighbors that are among some of the known rows.</summary>
/// <param name="queries">The queries, from one up to another, exclusive.</param>
/// <param name="known">The known rows, likewise.</param>
/// <param name="nearest">The heaps of these queries, k places each.</param>
/// <param name="counts">How many neighbors are in each heap.</param>
/// <param name="cancellationToken">Looked at now and then.</param>
internal delegate void PartSearch(
    (int Start, int End) queries, (int Start, int End) known, Span<Neighbor> nearest, Span<int> counts, CancellationToken cancellationToken);

/// <summary>
/// A search cut into parts for several threads: by queries, and by known rows, too, where there are few queries. What is
/// found does not depend on the cut.
/// </summary>
internal readonly struct SearchParts
{
    /// <summary>Parts for each thread, so that one that gets less of its processor does not keep the others waiting.</summary>
    private const int PartsOfThread = 3;

    /// <summary>
    /// Before known rows are cut, queries are, into parts of at least so many: to a query that finds its neighbors in several
    /// parts of the known rows, more of them look near.
    /// </summary>
    private const int FewestQueries = 128;

    private readonly int _queries;
    private readonly int _known;
    private readonly int _queryParts;
    private readonly int _knownParts;
    private readonly int _numberOfThreads;

    /// <param name="queries">How many queries.</param>
    /// <param name="known">How many known rows.</param>
    /// <param name="fewestKnown">The fewest known rows that are worth a thread's while.</param>
    /// <param name="mostQueries">The most queries of a part, a multiple of what is best done together.</param>
    /// <param name="numberOfThreads">At most as many at the same time.</param>
    public SearchParts(int queries, int known, int fewestKnown, int mostQueries, int numberOfThreads)
    {
        _queries = queries;
        _known = known;
        _numberOfThreads = ThreadLimit.Of(numberOfThreads);
        int wanted = _numberOfThreads == 1 ? 1 : _numberOfThreads * PartsOfThread;
        _queryParts = Math.Max((queries + mostQueries - 1) / mostQueries, Math.Min(wanted, queries / FewestQueries));
        _knownParts = _queryParts == 0 || _queryParts >= wanted ? 1 : Math.Clamp(known / fewestKnown, 1, (wanted + _queryParts - 1) / _queryParts);
    }

    /// <summary>Searches all parts, and puts together what they found.</summary>
    /// <param name="nearest">Receives the neighbors, the nearest first, queries × k.</param>
    /// <param name="find">Searches a part.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public void Find(Memory<Neighbor> nearest, PartSearch find, CancellationToken cancellationToken)
    {
        if (_queries == 0)
            return;
        SearchParts parts = this;
        int k = nearest.Length / _queries;
        Memory<Neighbor>[] found = [nearest, .. Enumerable.Range(1, _knownParts - 1).Select(_ => new Neighbor[nearest.Length].AsMemory())];
        int[][] counts = [.. found.Select(_ => new int[parts._queries])];
        ParallelWork.Run(_queryParts * _knownParts, _numberOfThreads, FindPart, cancellationToken);
        Merge(found, counts, k);

        void FindPart(int part, CancellationToken token)
        {
            (int queryPart, int knownPart) = Math.DivRem(part, parts._knownParts);
            (int Start, int End) queries = Part(parts._queries, queryPart, parts._queryParts);
            find(
                queries,
                Part(parts._known, knownPart, parts._knownParts),
                found[knownPart].Span[(queries.Start * k)..(queries.End * k)],
                counts[knownPart].AsSpan(queries.Start..queries.End),
                token);
        }
    }

    private static (int Start, int End) Part(int length, int part, int parts) =>
        ((int)((long)length * part / parts), (int)((long)length * (part + 1) / parts));

    private static void Merge(Memory<Neighbor>[] found, int[][] counts, int k)
    {
        for (int query = 0; query < counts[0].Length; query++)
        {
            Span<Neighbor> all = found[0].Span.Slice(query * k, k);
            var heap = new NearestHeap(all, ref counts[0][query]);
            for (int part = 1; part < found.Length; part++)
                foreach (Neighbor neighbor in found[part].Span.Slice(query * k, counts[part][query]))
                    heap.Add(neighbor);
            all.Sort();
        }
    }
}
