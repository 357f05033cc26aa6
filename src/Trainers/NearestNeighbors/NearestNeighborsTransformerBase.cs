extern alias internals;

using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Rows;
using MLExtensions.Trainers.NearestNeighbors;
using ISingleFeaturePredictionTransformer = internals::Microsoft.ML.ISingleFeaturePredictionTransformer;

namespace MLExtensions;

/// <summary>
/// A fitted nearest-neighbor model. It adds <c>Score</c>, and on request <c>NeighborDistances</c> and <c>NeighborIds</c>; saved
/// and loaded by <c>mlContext.Model</c>.
/// </summary>
/// <remarks>
/// Rows are read ahead in batches, since many queries are answered several times as fast together as one by one. Of a row with
/// a NaN or infinite feature the score and the distances are NaN, and the ids are default values.
/// </remarks>
public abstract class NearestNeighborsTransformerBase
    : RowTransformer, ISingleFeaturePredictionTransformer<NearestNeighborsModel>, ISingleFeaturePredictionTransformer
{
    private protected NearestNeighborsTransformerBase(
        string featureColumnName, NearestNeighborsModel model, bool outputDistances, int? numberOfThreads)
    {
        FeatureColumnName = featureColumnName;
        Model = model;
        OutputDistances = outputDistances;
        NumberOfThreads = numberOfThreads;
    }

    /// <summary>The feature column, a vector of known size of <see cref="float"/>.</summary>
    public string FeatureColumnName { get; }

    /// <summary>The type of the feature column.</summary>
    public DataViewType FeatureColumnType => new VectorDataViewType(NumberDataViewType.Single, Model.NumberOfFeatures);

    /// <summary>The known rows, and how they decide.</summary>
    public NearestNeighborsModel Model { get; }

    /// <summary>Whether there is a column <c>NeighborDistances</c>.</summary>
    public bool OutputDistances { get; }

    internal int? NumberOfThreads { get; }

    /// <summary>The columns that are predicted.</summary>
    private protected abstract NeighborColumns Predictions(DataViewSchema inputSchema);

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column features =
            SchemaColumns.RequireFeatures(inputSchema, "feature", FeatureColumnName, Model.NumberOfFeatures);
        List<NeighborColumns> columns = [Predictions(inputSchema)];
        if (OutputDistances)
            columns.Add(NeighborColumns.OfDistances(Model));
        if (Model.Ids is { } ids)
            columns.Add(NeighborColumns.OfIds(Model, ids));
        return new NeighborMapping(inputSchema, features, Model.Search, Model.Neighbors, NumberOfThreads ?? Environment.ProcessorCount, [.. columns]);
    }

    private protected void WriteCommon(BinaryWriter writer)
    {
        writer.Write(FeatureColumnName);
        writer.Write(OutputDistances);
        Model.Write(writer);
    }

    private protected static (string FeatureColumnName, bool OutputDistances, NearestNeighborsModel Model) ReadCommon(BinaryReader reader)
    {
        string featureColumnName = reader.ReadString();
        bool outputDistances = reader.ReadBoolean();
        if (featureColumnName.Length == 0)
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return (featureColumnName, outputDistances, NearestNeighborsModel.Read(reader));
    }
}
