using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Data;

/// <summary>A cursor over a part of the rows of a data view, or all of them, and how to read examples from it.</summary>
internal sealed class ExampleCursor<TTarget>
{
    private readonly DataViewRowCursor _cursor;
    private readonly TryGetTarget<TTarget> _tryGetTarget;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private readonly ValueGetter<float>? _getWeight;

    public ExampleCursor(DataViewRowCursor cursor, ExampleColumns columns, TryGetTarget<TTarget> tryGetTarget)
    {
        _cursor = cursor;
        _tryGetTarget = tryGetTarget;
        _getFeatures = cursor.GetGetter<VBuffer<float>>(cursor.Schema[columns.Features]);
        _getWeight = columns.Weight is null ? null : cursor.GetGetter<float>(cursor.Schema[columns.Weight]);
    }

    /// <summary>
    /// The batch of the next row, null if there is none or reading has failed. Rows of one batch all come from one cursor; a
    /// cursor gives out its batches in increasing order, and so does the data view give out its rows.
    /// </summary>
    public long? Batch { get; private set; }

    /// <summary>
    /// Moves to the next row; <see cref="Read"/> does so itself, but to the first row the cursor must be moved.
    /// </summary>
    public void MoveNext() => Batch = _cursor.MoveNext() ? _cursor.Batch : null;

    /// <summary>
    /// Reads rows of one batch. What goes wrong is not thrown but left in the block, behind the rows before it, to be told
    /// in its turn.
    /// </summary>
    /// <param name="block">Receives the rows.</param>
    /// <param name="size">The size at which the block is full.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public void Read(ExampleBlock<TTarget> block, long size, CancellationToken cancellationToken)
    {
        block.Clear();
        long? batch = Batch;
        try
        {
            float weight = 1;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                _getFeatures(ref block.NextFeatures());
                _getWeight?.Invoke(ref weight);
                block.Add(_tryGetTarget(out TTarget target), target, weight);
                if (block.NegativeWeight is null)
                    MoveNext();
                else
                    Batch = null;
            }
            while (Batch == batch && block.Size < size);
        }
        catch (Exception exception)
        {
            block.Failure = ExceptionDispatchInfo.Capture(exception);
            Batch = null;
        }
    }
}
