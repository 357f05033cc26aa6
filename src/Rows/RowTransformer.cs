using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Rows;

namespace MLExtensions;

/// <summary>
/// A transformer that adds columns to each row and leaves the others alone. Columns are computed when they are read, and
/// one transformer may be used from several threads at once.
/// </summary>
public abstract class RowTransformer : ITransformer
{
    private protected RowTransformer()
    {
    }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of the output for an input of <paramref name="inputSchema"/>.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <returns>The columns of the input at their own indices, then those that this transformer adds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => CheckedBind(inputSchema).OutputSchema;

    /// <summary>Adds the columns to <paramref name="input"/>. Nothing is computed until a cursor reads it.</summary>
    /// <param name="input">The data to transform.</param>
    /// <returns>A view over <paramref name="input"/> with the same rows in the same order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        RowMapping mapping = Bind(input.Schema);
        return mapping is BatchMapping batches ? new BatchedDataView(batches, input) : new MappedDataView(mapping, input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => CheckedBind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Save(ctx);

    /// <summary>Finds the columns needed in <paramref name="inputSchema"/>, checks them, and says what is added.</summary>
    private protected abstract RowMapping Bind(DataViewSchema inputSchema);

    /// <summary>Writes this transformer as a part of a model file.</summary>
    private protected abstract void Save(ModelSaveContext context);

    private RowMapping CheckedBind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Bind(inputSchema);
    }
}
