namespace MLExtensions.Optimization.Descent;

/// <summary>The order in which an epoch visits the examples, cut into batches of nearly equal size.</summary>
internal sealed class ExampleOrder
{
    private readonly int[] _order;
    private readonly Random? _random;

    /// <param name="examples">How many there are.</param>
    /// <param name="batchSize">The size to come close to; no batch is larger.</param>
    /// <param name="random">Shuffles each epoch; none keeps the order given.</param>
    public ExampleOrder(int examples, int batchSize, Random? random)
    {
        _order = new int[examples];
        for (int i = 0; i < examples; i++)
            _order[i] = i;
        _random = random;
        Batches = (int)(((long)examples + batchSize - 1) / batchSize);
    }

    public int Batches { get; }

    public void BeginEpoch() => _random?.Shuffle(_order);

    public ReadOnlySpan<int> Batch(int batch)
    {
        int start = (int)((long)batch * _order.Length / Batches);
        int end = (int)((long)(batch + 1) * _order.Length / Batches);
        return _order.AsSpan(start, end - start);
    }
}
