using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Rows;

/// <summary>
/// Columns added to every row of one input schema, each a function of other columns of the same row.
/// </summary>
/// <remarks>
/// The output schema is the input's columns at their own indices, then the added ones; an added column hides an input
/// column of the same name. A mapping is immutable and shared by every cursor over it: whatever changes from row to row
/// belongs to the getters.
/// </remarks>
internal abstract class RowMapping : IRowToRowMapper
{
    protected RowMapping(DataViewSchema inputSchema, params ReadOnlySpan<DataViewSchema.DetachedColumn> added)
    {
        InputSchema = inputSchema;

        DataViewSchema.Builder builder = new();
        builder.AddColumns(inputSchema);
        builder.AddColumns(added.ToArray());
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The input columns that the added column of this number (0 for the first) is computed from.</summary>
    protected abstract IEnumerable<DataViewSchema.Column> DependenciesOf(int added);

    /// <summary>Makes the getters of the added columns for one row or cursor.</summary>
    /// <param name="input">The row that the getters read, of <see cref="InputSchema"/>.</param>
    /// <param name="active">Which of the added columns will be asked for.</param>
    /// <returns>
    /// For each added column its <see cref="ValueGetter{TValue}"/>, null where it is not active. They own all mutable
    /// state, and may share it among themselves: they are only ever called from one thread at a time.
    /// </returns>
    public abstract Delegate?[] CreateGetters(DataViewRow input, ReadOnlySpan<bool> active);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        InputsFor(ActiveAmong(dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != InputSchema)
            throw new ArgumentException("The row must have the very schema that the mapper is bound to.", nameof(input));

        return new MappedRow(this, input, ActiveAmong(activeColumns));
    }

    /// <summary>For each column of <see cref="OutputSchema"/>, whether it is among <paramref name="columns"/>.</summary>
    public bool[] ActiveAmong(IEnumerable<DataViewSchema.Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        bool[] active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }

    /// <summary>The input columns that the active output columns need, whether passed through or computed from.</summary>
    public DataViewSchema.Column[] InputsFor(ReadOnlySpan<bool> active)
    {
        bool[] needed = active[..InputSchema.Count].ToArray();
        for (int output = InputSchema.Count; output < active.Length; output++)
        {
            if (!active[output])
                continue;
            foreach (DataViewSchema.Column column in DependenciesOf(output - InputSchema.Count))
                needed[column.Index] = true;
        }

        return [.. InputSchema.Where(column => needed[column.Index])];
    }
}
