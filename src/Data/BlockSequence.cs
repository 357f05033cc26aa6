using System.Runtime.ExceptionServices;

namespace MLExtensions.Data;

/// <summary>
/// Brings the blocks that several threads read back into the order of their batches: a block is collected once no thread
/// is at a smaller batch. Numbers of batches may be missing.
/// </summary>
/// <remarks>
/// Threads go on reading while their blocks wait for an earlier one, and stop only when too much is waiting; never stops the
/// thread that the others wait for. One thread at a time collects, for all. Dense rows are written after that, by several
/// threads at the same time.
/// </remarks>
/// <param name="collector">Receives the blocks in order.</param>
/// <param name="batches">For each thread the batch that it is at.</param>
internal sealed class BlockSequence<TTarget>(ExampleCollector<TTarget> collector, long?[] batches)
{
    /// <summary>The size of what may wait, for each thread: about what its nearer caches hold.</summary>
    private const long MostWaiting = 1 << 17;

    private readonly object _lock = new();
    private readonly PriorityQueue<ExampleBlock<TTarget>, (long Batch, long Number)> _waiting = new();
    private readonly Stack<ExampleBlock<TTarget>> _free = new();
    private long _waitingSize;
    private long _number;
    private bool _isCollecting;
    private ExceptionDispatchInfo? _failure;

    /// <summary>A block to read into.</summary>
    /// <returns>Null if a block could not be collected, so that reading is to end.</returns>
    public ExampleBlock<TTarget>? Take(int thread)
    {
        lock (_lock)
        {
            while (_failure is null && _waitingSize >= MostWaiting * batches.Length && batches[thread] > FirstBatch())
                Monitor.Wait(_lock);
            if (_failure is not null)
                return null;
            return _free.TryPop(out ExampleBlock<TTarget>? block) ? block : new ExampleBlock<TTarget>();
        }
    }

    /// <summary>Puts a block in its place, and all others that waited for it.</summary>
    /// <param name="thread">The thread that read it.</param>
    /// <param name="block">Rows of the batch that the thread was at.</param>
    /// <param name="next">The batch that the thread is at now; null if there are no more rows.</param>
    public void Put(int thread, ExampleBlock<TTarget> block, long? next)
    {
        lock (_lock)
        {
            _waiting.Enqueue(block, (batches[thread]!.Value, _number++));
            _waitingSize += block.Size;
            batches[thread] = next;
            if (_isCollecting)
                return;
            _isCollecting = true;
        }

        var collected = new List<(ExampleBlock<TTarget> Block, RowPlace Place)>();
        while (NextToCollect() is { } first)
            collected.Add((first, collector.Append(first)));
        foreach ((ExampleBlock<TTarget> written, RowPlace place) in collected)
        {
            place.Write(written.Features);
            Release(written);
        }
    }

    /// <summary>Ends the reading of all threads. Of several failures the first counts.</summary>
    public void Fail(Exception exception)
    {
        lock (_lock)
        {
            _failure ??= ExceptionDispatchInfo.Capture(exception);
            Monitor.PulseAll(_lock);
        }
    }

    public void ThrowIfFailed() => _failure?.Throw();

    private ExampleBlock<TTarget>? NextToCollect()
    {
        lock (_lock)
        {
            if (_waiting.TryPeek(out _, out (long Batch, long) priority) && priority.Batch <= FirstBatch())
                return _waiting.Dequeue();
            _isCollecting = false;
            Monitor.PulseAll(_lock);
            return null;
        }
    }

    private void Release(ExampleBlock<TTarget> block)
    {
        lock (_lock)
        {
            _waitingSize -= block.Size;
            _free.Push(block);
            Monitor.PulseAll(_lock);
        }
    }

    private long FirstBatch() => batches.Min() ?? long.MaxValue;
}
