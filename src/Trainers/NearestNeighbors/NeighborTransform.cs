using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Rows;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>What fitted nearest-neighbor classifiers and regressions have in common.</summary>
/// <param name="FeatureColumnName">The feature column.</param>
/// <param name="Model">The known rows, and how they decide.</param>
/// <param name="OutputDistances">Whether to add the distances.</param>
/// <param name="NumberOfThreads">Threads that search. Null: as many as there are cores.</param>
internal sealed record NeighborTransform(string FeatureColumnName, NearestNeighborsModel Model, bool OutputDistances, int? NumberOfThreads)
{
    public DataViewType FeatureColumnType => new VectorDataViewType(NumberDataViewType.Single, Model.NumberOfFeatures);

    /// <exception cref="FormatException">It cannot have been written by <see cref="Write"/>.</exception>
    public static NeighborTransform Read(BinaryReader reader)
    {
        string featureColumnName = reader.ReadString();
        bool outputDistances = reader.ReadBoolean();
        if (featureColumnName.Length == 0)
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new(featureColumnName, NearestNeighborsModel.Read(reader), outputDistances, NumberOfThreads: null);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(FeatureColumnName);
        writer.Write(OutputDistances);
        Model.Write(writer);
    }

    /// <summary>The mapping that adds the columns that are predicted, and on request distances and ids.</summary>
    public RowMapping Bind(DataViewSchema inputSchema, NeighborColumns predictions)
    {
        DataViewSchema.Column features =
            SchemaColumns.RequireFeatures(inputSchema, "feature", FeatureColumnName, Model.NumberOfFeatures);
        List<NeighborColumns> columns = [predictions];
        if (OutputDistances)
            columns.Add(NeighborColumns.OfDistances(Model));
        if (Model.Ids is { } ids)
            columns.Add(NeighborColumns.OfIds(Model, ids));
        return new NeighborMapping(inputSchema, features, Model.Search, Model.Neighbors, NumberOfThreads ?? Environment.ProcessorCount, [.. columns]);
    }
}
