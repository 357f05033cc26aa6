using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>
/// Rows in memory with a key column <c>Label</c> and a vector column <c>Features</c>, that cost no more to read than to copy.
/// </summary>
internal sealed class MemoryView : IDataView
{
    private readonly ReferenceData _data;

    public MemoryView(ReferenceData data)
    {
        _data = data;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Label", new KeyDataViewType(typeof(uint), data.Classes));
        schema.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, data.Columns));
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _data.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
            active[column.Index] = true;
        return new MemoryCursor(Schema, _data, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
