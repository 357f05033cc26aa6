using MLExtensions.Matrices;
using MLExtensions.Neighbors.Dense;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Trees;

/// <summary>Looks for the nearest neighbors in a tree, and leaves out every node whose box is too far away.</summary>
internal sealed class KdTreeSearch<TDistance>(KdTree tree, TDistance distance) : NeighborSearch(tree.Rows, tree.Columns)
    where TDistance : struct, IDistanceFunction
{
    /// <summary>Queries of a part.</summary>
    private const int MostQueries = 64;

    public override NeighborSearchAlgorithm Algorithm => NeighborSearchAlgorithm.KdTree;

    public override FeatureMatrix Features => tree.ToMatrix();

    public override long Bytes => tree.Bytes;

    public override int BatchSize => 2_048;

    public override QueryBuffer CreateQueries() => new DenseQueryBuffer(Columns);

    public override double ToDistance(double reducedDistance) => distance.Distance(reducedDistance);

    public override void Find(FeatureMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, CancellationToken cancellationToken) =>
        Find((DenseMatrix)queries, nearest, numberOfThreads, out _, cancellationToken);

    /// <summary>The same, and how many boxes and rows were looked at.</summary>
    public void Find(
        DenseMatrix queries, Memory<Neighbor> nearest, int numberOfThreads, out TreeEffort effort, CancellationToken cancellationToken)
    {
        long boxes = 0;
        long rows = 0;
        new SearchParts(queries.Rows, Rows, fewestKnown: Rows, MostQueries, numberOfThreads).Find(nearest, FindPart, cancellationToken);
        effort = new TreeEffort(boxes, rows);

        void FindPart((int Start, int End) range, (int Start, int End) known, Span<Neighbor> found, Span<int> counts, CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            var walk = new KdTreeWalk<TDistance>(tree, distance);
            int k = found.Length / counts.Length;
            for (int i = 0; i < counts.Length; i++)
                walk.Find(queries.Row(range.Start + i), new NearestHeap(found.Slice(i * k, k), ref counts[i]));
            Interlocked.Add(ref boxes, walk.Boxes);
            Interlocked.Add(ref rows, walk.Rows);
        }
    }
}
