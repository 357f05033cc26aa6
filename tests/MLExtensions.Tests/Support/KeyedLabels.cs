using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Support;

/// <summary>Label columns made from values of any type.</summary>
internal static class KeyedLabels
{
    /// <summary>A key column whose KeyValues are the values, in their order.</summary>
    public static DataViewSchema.Column KeysOf<TValue>(this MLContext ml, params TValue[] values)
    {
        IDataView rows = ml.Data.LoadFromEnumerable(values.Select(value => new Row<TValue> { Value = value }));
        return ml.Transforms.Conversion.MapValueToKey("Label", nameof(Row<>.Value)).Fit(rows).Transform(rows).Schema["Label"];
    }

    /// <summary>A key column without KeyValues.</summary>
    public static DataViewSchema.Column BareKeys(int classes)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Label", new KeyDataViewType(typeof(uint), classes));
        return schema.ToSchema()["Label"];
    }

    private sealed class Row<TValue>
    {
        public TValue Value { get; set; } = default!;
    }
}
