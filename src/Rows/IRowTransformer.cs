using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Rows;

/// <summary>
/// A transformer that adds columns to each row and leaves the others alone. Columns are computed when they are read, and
/// one transformer may be used from several threads at once.
/// </summary>
internal interface IRowTransformer : ITransformer
{
    bool ITransformer.IsRowToRowMapper => true;

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => CheckedBind(inputSchema);

    /// <summary>Finds the columns needed, checks them, and says what is added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    RowMapping Bind(DataViewSchema inputSchema);

    /// <summary>The columns of the input at their own indices, then those that are added.</summary>
    DataViewSchema OutputSchema(DataViewSchema inputSchema) => CheckedBind(inputSchema).OutputSchema;

    /// <summary>A view over <paramref name="input"/> with the same rows in the same order.</summary>
    IDataView View(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        RowMapping mapping = Bind(input.Schema);
        return mapping is BatchMapping batches ? new BatchedDataView(batches, input) : new MappedDataView(mapping, input);
    }

    private RowMapping CheckedBind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Bind(inputSchema);
    }
}
