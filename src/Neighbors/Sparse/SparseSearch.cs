using MLExtensions.Matrices;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Sparse;

/// <summary>Compares every query with every known row, entry by entry.</summary>
internal class SparseSearch<TDistance>(SparseMatrix known, TDistance distance) : NeighborSearch(known.Rows, known.Columns)
    where TDistance : struct, IDistanceFunction
{
    public sealed override FeatureMatrix Features => known;

    public override long Bytes => known.Bytes;

    public sealed override int BatchSize => 512;

    public sealed override QueryBuffer CreateQueries() => new SparseQueryBuffer(Columns);

    public sealed override double ToDistance(double reducedDistance) => distance.Distance(reducedDistance);

    public override void Find(FeatureMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, CancellationToken cancellationToken)
    {
        var x = (SparseMatrix)queries;
        new SearchParts(x.Rows, Rows, fewestKnown: 1 << 10, mostQueries: 16, numberOfThreads).Find(nearest, FindPart, cancellationToken);

        void FindPart((int Start, int End) range, (int Start, int End) rows, Span<Neighbor> found, Span<int> counts, CancellationToken token)
        {
            int k = found.Length / counts.Length;
            for (int i = 0; i < counts.Length; i++)
            {
                token.ThrowIfCancellationRequested();
                var heap = new NearestHeap(found.Slice(i * k, k), ref counts[i]);
                for (int row = rows.Start; row < rows.End; row++)
                    heap.Add(new Neighbor(ReducedDistances.Of(distance, x.SparseRow(range.Start + i), known.SparseRow(row), 0, 0, heap.Bound), row));
            }
        }
    }
}
