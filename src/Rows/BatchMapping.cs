using Microsoft.ML;

namespace MLExtensions.Rows;

/// <summary>Columns that are much faster to compute for many rows at a time than for one.</summary>
internal abstract class BatchMapping : RowMapping
{
    protected BatchMapping(DataViewSchema inputSchema, params ReadOnlySpan<DataViewSchema.DetachedColumn> added)
        : base(inputSchema, added)
    {
    }

    /// <summary>How many rows are best computed at a time, at least 1.</summary>
    public abstract int BatchSize { get; }

    /// <summary>Makes an empty batch.</summary>
    /// <param name="input">The row that is read whenever one is added to the batch, of the input's schema.</param>
    /// <param name="active">Which of the added columns will be asked for.</param>
    public abstract RowBatch CreateBatch(DataViewRow input, ReadOnlySpan<bool> active);

    public override Delegate?[] CreateGetters(DataViewRow input, ReadOnlySpan<bool> active)
    {
        // Where none is asked for, what they are computed from may not be there.
        if (!active.Contains(true))
            return new Delegate?[active.Length];
        RowBatch batch = CreateBatch(input, active);
        long position = -1;
        return batch.CreateGetters(() =>
        {
            if (position != input.Position)
            {
                batch.Clear();
                batch.Add();
                batch.Compute();
                position = input.Position;
            }

            return 0;
        });
    }
}
