using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tuning.Metrics;

/// <summary>The catalogs of ML.NET, told by what their trainers add.</summary>
internal static class TaskCatalog
{
    public const string MulticlassClassification = nameof(MLContext.MulticlassClassification);
    public const string BinaryClassification = nameof(MLContext.BinaryClassification);
    public const string Regression = nameof(MLContext.Regression);

    /// <summary>The catalog that the output of a pipeline is of; null where it is of none of these.</summary>
    public static string? Of(DataViewSchema schema)
    {
        DataViewType? score = schema.GetColumnOrNull(DefaultColumnNames.Score)?.Type;
        DataViewType? predicted = schema.GetColumnOrNull(DefaultColumnNames.PredictedLabel)?.Type;
        return (score, predicted) switch
        {
            (VectorDataViewType, KeyDataViewType) => MulticlassClassification,
            (NumberDataViewType, BooleanDataViewType) => BinaryClassification,
            (NumberDataViewType, null) => Regression,
            _ => null,
        };
    }
}
