using Microsoft.ML;
using MLExtensions.Threading;

namespace MLExtensions.Data;

/// <summary>
/// The cursors that together pass over all rows of a data view, read in the order in which a single one gives them out.
/// </summary>
internal static class CursorSet
{
    /// <summary>Before as much was read no other thread is worth its start.</summary>
    private const int SizeReadAlone = 1 << 16;

    /// <summary>A block of that size stays in the nearest cache.</summary>
    private const int SmallBlock = 1 << 13;

    /// <summary>
    /// A block read beside others should have room for a whole batch: the rest of it waits until all before are read.
    /// </summary>
    private const int LargeBlock = 1 << 20;

    /// <summary>Reads all rows.</summary>
    /// <param name="cursors">One cursor, or several whose batches order the rows.</param>
    /// <param name="open">How to read from a cursor.</param>
    /// <param name="collector">Receives the rows in order.</param>
    /// <param name="numberOfThreads">How many threads there are, for the cursors and for what they compute.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public static void Read<TTarget>(
        DataViewRowCursor[] cursors,
        Func<DataViewRowCursor, ExampleCursor<TTarget>> open,
        ExampleCollector<TTarget> collector,
        int numberOfThreads,
        CancellationToken cancellationToken)
    {
        try
        {
            ExampleCursor<TTarget>[] readers = Array.ConvertAll(cursors, cursor => open(cursor));
            foreach (ExampleCursor<TTarget> reader in readers)
                reader.MoveNext();
            ReadAlone(readers, collector, cancellationToken);
            readers = Array.FindAll(readers, reader => reader.Batch is not null);
            if (readers.Length > 0)
                ReadTogether(readers, collector, numberOfThreads, cancellationToken);
        }
        finally
        {
            foreach (DataViewRowCursor cursor in cursors)
                cursor.Dispose();
        }
    }

    /// <summary>Reads on the calling thread: all that one cursor has, or of several enough to know that they have much.</summary>
    private static void ReadAlone<TTarget>(
        ExampleCursor<TTarget>[] readers, ExampleCollector<TTarget> collector, CancellationToken cancellationToken)
    {
        var block = new ExampleBlock<TTarget>();
        while (readers.Length == 1 || collector.Size < SizeReadAlone)
        {
            ExampleCursor<TTarget> first = readers.MinBy(reader => reader.Batch ?? long.MaxValue)!;
            if (first.Batch is null)
                return;
            first.Read(block, SmallBlock, cancellationToken);
            collector.Append(block).Write(block.Features);
        }
    }

    /// <summary>Reads on a thread per cursor, the calling one among them.</summary>
    private static void ReadTogether<TTarget>(
        ExampleCursor<TTarget>[] readers, ExampleCollector<TTarget> collector, int numberOfThreads, CancellationToken cancellationToken)
    {
        var sequence = new BlockSequence<TTarget>(collector, Array.ConvertAll(readers, reader => reader.Batch));
        ParallelWork.RunAtOnce(readers.Length, numberOfThreads, nameof(ExampleReader), Work);
        sequence.ThrowIfFailed();

        void Work(int index)
        {
            ExampleCursor<TTarget> reader = readers[index];
            try
            {
                while (reader.Batch is not null && sequence.Take(index) is { } block)
                {
                    reader.Read(block, LargeBlock, cancellationToken);
                    sequence.Put(index, block, reader.Batch);
                }
            }
            catch (Exception exception)
            {
                sequence.Fail(exception);
            }
        }
    }
}
