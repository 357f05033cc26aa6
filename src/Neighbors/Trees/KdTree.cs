using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Neighbors.Trees;

/// <summary>
/// Known rows in the leaves of a balanced binary tree: each node's rows are cut in two at the median of the feature in which they
/// are the most spread, and each node knows the box around its rows.
/// </summary>
/// <remarks>
/// Friedman, Bentley and Finkel, An algorithm for finding best matches in logarithmic expected time, ACM Trans. Math. Softw. 3
/// (1977). Node i has the children 2i + 1 and 2i + 2. In a leaf the rows lie by columns, so that several are measured at once.
/// </remarks>
internal sealed class KdTree
{
    /// <summary>The most rows of a leaf, a multiple of the rows that are measured at once.</summary>
    public const int MostLeafRows = 32;

    /// <summary>Rows that are measured at once.</summary>
    public const int RowsAtOnce = 8;

    /// <summary>Nodes of more rows than these are worth a thread's while.</summary>
    private const int RowsOfThread = 1 << 14;

    private readonly int[] _rows;
    private readonly float[] _boxes;
    private readonly float[][] _leaves;

    /// <param name="known">The known rows, at least one; nothing is kept of it.</param>
    /// <param name="numberOfThreads">At most as many build it.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    public KdTree(DenseMatrix known, int numberOfThreads, CancellationToken cancellationToken = default)
    {
        Columns = known.Columns;
        _rows = [.. Enumerable.Range(0, known.Rows)];
        int levels = 0;
        while (Parts(known.Rows, 1 << levels) > MostLeafRows)
            levels++;
        FirstLeaf = (1 << levels) - 1;
        LeafStride = Parts(Parts(known.Rows, 1 << levels), RowsAtOnce) * RowsAtOnce;
        _boxes = new float[checked((int)(2L * Columns * (2 * FirstLeaf + 1)))];
        _leaves = new float[FirstLeaf + 1][];

        // Level by level as long as nodes are large, then all that is below each of them.
        int level = 0;
        for (; level < levels && known.Rows >> level > RowsOfThread; level++)
            ForEachNode(level, (node, _) => Split(known, node));
        ForEachNode(level, (node, token) => Build(known, node, token));

        void ForEachNode(int ofLevel, Action<int, CancellationToken> work) => ParallelWork.Run(
            1 << ofLevel, numberOfThreads, (number, token) => work((1 << ofLevel) - 1 + number, token), cancellationToken);
    }

    /// <summary>Features of a row.</summary>
    public int Columns { get; }

    public int Rows => _rows.Length;

    /// <summary>The first node that is a leaf; so are all after it.</summary>
    public int FirstLeaf { get; }

    /// <summary>How far the columns of a leaf are apart.</summary>
    public int LeafStride { get; }

    public long Bytes => sizeof(float) * (_rows.Length + (long)_boxes.Length + (long)_leaves.Length * LeafStride * Columns);

    /// <summary>The least of each feature in a node.</summary>
    public ReadOnlySpan<float> Low(int node) => _boxes.AsSpan(2 * node * Columns, Columns);

    /// <summary>The greatest of each feature in a node.</summary>
    public ReadOnlySpan<float> High(int node) => _boxes.AsSpan((2 * node + 1) * Columns, Columns);

    /// <summary>The rows of a leaf by columns, what is left of each column 0.</summary>
    public ReadOnlySpan<float> Entries(int leaf) => _leaves[leaf - FirstLeaf];

    /// <summary>The numbers of a leaf's rows, increasing.</summary>
    public ReadOnlySpan<int> RowNumbers(int leaf)
    {
        (int start, int end) = (LeafStart(leaf - FirstLeaf), LeafStart(leaf - FirstLeaf + 1));
        return _rows.AsSpan(start, end - start);
    }

    /// <summary>The known rows, in their order.</summary>
    public DenseMatrix ToMatrix()
    {
        var builder = new DenseMatrix.Builder(Columns);
        builder.Reserve(Rows);
        var row = new float[Columns];
        for (int leaf = FirstLeaf; leaf < FirstLeaf + _leaves.Length; leaf++)
        {
            ReadOnlySpan<float> entries = Entries(leaf);
            ReadOnlySpan<int> numbers = RowNumbers(leaf);
            for (int i = 0; i < numbers.Length; i++)
            {
                for (int column = 0; column < row.Length; column++)
                    row[column] = entries[column * LeafStride + i];
                builder.Set(numbers[i], row);
            }
        }

        return builder.Build();
    }

    /// <summary>Builds all that is below a node, and the node itself.</summary>
    private void Build(DenseMatrix known, int node, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Split(known, node);
        if (node >= FirstLeaf)
            return;
        Build(known, 2 * node + 1, cancellationToken);
        Build(known, 2 * node + 2, cancellationToken);
    }

    /// <summary>Measures a node, and deals its rows out to its children, or keeps them if it is a leaf.</summary>
    private void Split(DenseMatrix known, int node)
    {
        (int firstLeaf, int leaves) = LeavesBelow(node);
        (int start, int end) = (LeafStart(firstLeaf), LeafStart(firstLeaf + leaves));
        int widest = MeasureBox(known, node, start, end);
        if (node >= FirstLeaf)
        {
            _rows.AsSpan(start, end - start).Sort();
            _leaves[node - FirstLeaf] = CopyLeaf(known, start, end);
        }
        else if (Columns > 0)
        {
            // Without features, any rows will do.
            new Selection(known, widest).Split(_rows.AsSpan(start, end - start), LeafStart(firstLeaf + leaves / 2) - start);
        }
    }

    /// <returns>The feature whose values are the farthest apart.</returns>
    private int MeasureBox(DenseMatrix known, int node, int start, int end)
    {
        Span<float> low = _boxes.AsSpan(2 * node * Columns, Columns);
        Span<float> high = _boxes.AsSpan((2 * node + 1) * Columns, Columns);
        known.Row(_rows[start]).CopyTo(low);
        low.CopyTo(high);
        for (int i = start + 1; i < end; i++)
        {
            TensorPrimitives.Min(low, known.Row(_rows[i]), low);
            TensorPrimitives.Max(high, known.Row(_rows[i]), high);
        }

        int widest = 0;
        for (int column = 1; column < Columns; column++)
            if ((double)high[column] - low[column] > (double)high[widest] - low[widest])
                widest = column;
        return widest;
    }

    private float[] CopyLeaf(DenseMatrix known, int start, int end)
    {
        var entries = new float[LeafStride * Columns];
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<float> row = known.Row(_rows[i]);
            for (int column = 0; column < row.Length; column++)
                entries[column * LeafStride + i - start] = row[column];
        }

        return entries;
    }

    /// <summary>The first leaf below a node, counted from the first of all, and how many there are.</summary>
    private (int First, int Count) LeavesBelow(int node)
    {
        int level = int.Log2(node + 1);
        int count = (FirstLeaf + 1) >> level;
        return ((node + 1 - (1 << level)) * count, count);
    }

    /// <summary>Where a leaf's rows begin, leaves counted from the first.</summary>
    private int LeafStart(int leaf) => (int)((long)Rows * leaf / (FirstLeaf + 1));

    private static int Parts(int length, int size) => (length + size - 1) / size;
}
