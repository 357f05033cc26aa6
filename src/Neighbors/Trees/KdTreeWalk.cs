using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLExtensions.Matrices;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Trees;

/// <summary>Walks down a tree, the nearer child first, for one query after another.</summary>
/// <remarks>
/// The reduced distance of a box is that of its point nearest to the query. It is summed up as those of the rows are, and
/// rounding keeps order, or a little is taken off, so that it does not exceed the reduced distance of any row in the box. A box
/// at the same reduced distance as the farthest neighbor may hold a row that comes before it, and is looked into.
/// </remarks>
internal sealed class KdTreeWalk<TDistance>(KdTree tree, TDistance distance)
    where TDistance : struct, IDistanceFunction
{
    private readonly double[] _query = new double[tree.Columns];
    private readonly Stack<(int Node, double ReducedDistance)> _waiting = new();

    /// <summary>Boxes whose distance was computed so far.</summary>
    public long Boxes { get; private set; }

    /// <summary>Known rows measured so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Finds the nearest neighbors of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="heap">Receives them.</param>
    public void Find(ReadOnlySpan<float> query, NearestHeap heap)
    {
        for (int i = 0; i < _query.Length; i++)
            _query[i] = query[i];
        _waiting.Push((0, 0));
        while (_waiting.TryPop(out (int Node, double ReducedDistance) next))
        {
            if (next.ReducedDistance > heap.Bound)
                continue;
            int node = next.Node;
            while (node < tree.FirstLeaf)
            {
                int left = 2 * node + 1;
                double reducedLeft = BoxDistance(left);
                double reducedRight = BoxDistance(left + 1);
                Boxes += 2;
                bool isLeftNearer = reducedLeft <= reducedRight;
                _waiting.Push(isLeftNearer ? (left + 1, reducedRight) : (left, reducedLeft));
                node = isLeftNearer ? left : left + 1;
                if (Math.Min(reducedLeft, reducedRight) > heap.Bound)
                    break;
            }

            if (node >= tree.FirstLeaf)
                MeasureLeaf(node, heap);
        }
    }

    private double BoxDistance(int node)
    {
        ReadOnlySpan<float> low = tree.Low(node);
        ReadOnlySpan<float> high = tree.High(node)[..low.Length];
        double[] query = _query;
        double sum = 0;
        for (int i = 0; i < low.Length && i < query.Length; i++)
            sum = distance.Add(sum, query[i], double.MinNative(double.MaxNative(query[i], DoublePrecision.Of(low[i])), DoublePrecision.Of(high[i])));
        return sum * TDistance.Order;
    }

    private void MeasureLeaf(int leaf, NearestHeap heap)
    {
        ReadOnlySpan<int> rows = tree.RowNumbers(leaf);
        ref float entries = ref MemoryMarshal.GetReference(tree.Entries(leaf));
        double[] query = _query;
        nint stride = tree.LeafStride;
        Rows += rows.Length;
        for (int first = 0; first < rows.Length; first += KdTree.RowsAtOnce)
        {
            // Two vectors by turns, since a sum must wait for the one before.
            Vector256<double> sums = default;
            Vector256<double> more = default;
            ref float place = ref Unsafe.Add(ref entries, first);
            foreach (double entry in query)
            {
                Vector256<double> x = Vector256.Create(entry);
                sums = distance.Add(sums, x, Widen(Vector128.LoadUnsafe(ref place)));
                more = distance.Add(more, x, Widen(Vector128.LoadUnsafe(ref place, (nuint)Vector128<float>.Count)));
                place = ref Unsafe.Add(ref place, stride);
            }

            Add(sums, rows[first..], heap);
            if (first + Vector256<double>.Count < rows.Length)
                Add(more, rows[(first + Vector256<double>.Count)..], heap);
        }
    }

    private static void Add(Vector256<double> reducedDistances, ReadOnlySpan<int> rows, NearestHeap heap)
    {
        if (!Vector256.LessThanOrEqualAny(reducedDistances, Vector256.Create(heap.Bound)))
            return;
        for (int i = 0; i < Vector256<double>.Count && i < rows.Length; i++)
            heap.Add(new Neighbor(reducedDistances[i], rows[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> vector) =>
        Vector256.Create(Vector128.WidenLower(vector), Vector128.WidenUpper(vector));
}
