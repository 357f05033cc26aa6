using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;
using MLExtensions.Views;

namespace MLExtensions.Benchmarks;

/// <summary>Rows in memory that cost no more to read than to copy.</summary>
internal static class MemoryRows
{
    /// <summary>A data view with a key column <c>Label</c> and a vector column <c>Features</c>.</summary>
    public static IDataView Of(ReferenceData data) => new MemoryView(data.Rows)
        .Add("Label", new KeyDataViewType(typeof(uint), data.Classes), row => (uint)data.Labels[row] + 1)
        .AddVectors("Features", NumberDataViewType.Single, data.Columns, row => data.Features[row]);
}
