namespace MLExtensions.Rows;

/// <summary>Some rows, and the columns added to them.</summary>
internal abstract class RowBatch
{
    /// <summary>Lets go of all rows.</summary>
    public abstract void Clear();

    /// <summary>Takes up what the row holds that the input is at.</summary>
    public abstract void Add();

    /// <summary>Computes the added columns of all rows taken up.</summary>
    public abstract void Compute();

    /// <summary>Makes the getters of the added columns.</summary>
    /// <param name="place">The place in the batch of the row that is asked for, from 0; called for each value.</param>
    /// <returns>As <see cref="RowMapping.CreateGetters"/>.</returns>
    public abstract Delegate?[] CreateGetters(Func<int> place);
}
