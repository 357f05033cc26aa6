using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Trainers.NearestNeighbors;

[assembly: LoadableModel<NearestNeighborsRegressionTransformer>]

namespace MLExtensions;

/// <summary>A fitted nearest-neighbor regression: adds <c>Score</c>, the mean of the nearest rows' labels.</summary>
public sealed class NearestNeighborsRegressionTransformer
    : NearestNeighborsTransformerBase, IModelPart<NearestNeighborsRegressionTransformer>
{
    private readonly float[] _labels;

    /// <param name="featureColumnName">The feature column.</param>
    /// <param name="model">The known rows.</param>
    /// <param name="labels">The label of each.</param>
    /// <param name="outputDistances">Whether to add the distances.</param>
    /// <param name="numberOfThreads">Threads that search.</param>
    internal NearestNeighborsRegressionTransformer(
        string featureColumnName, NearestNeighborsModel model, float[] labels, bool outputDistances, int? numberOfThreads)
        : base(featureColumnName, model, outputDistances, numberOfThreads) => _labels = labels;

    static ModelPartFormat IModelPart<NearestNeighborsRegressionTransformer>.Format { get; } =
        new(Signature: "NEARREGR", LoaderName: "NearestNeighborsRegr", Version: 1);

    static NearestNeighborsRegressionTransformer IModelPart<NearestNeighborsRegressionTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader)
    {
        (string featureColumnName, bool outputDistances, NearestNeighborsModel model) = ReadCommon(reader);
        float[] labels = MemoryMarshal.Cast<byte, float>(reader.ReadBytes(checked(model.NumberOfRows * sizeof(float)))).ToArray();
        if (labels.Length != model.NumberOfRows)
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new(featureColumnName, model, labels, outputDistances, numberOfThreads: null);
    }

    void IModelPart<NearestNeighborsRegressionTransformer>.Write(BinaryWriter writer)
    {
        WriteCommon(writer);
        writer.Write(MemoryMarshal.AsBytes<float>(_labels));
    }

    private protected override NeighborColumns Predictions(DataViewSchema inputSchema) =>
        NeighborColumns.OfMeans(inputSchema, Model, _labels);

    private protected override void Save(ModelSaveContext context) => ModelFile.Save(context, this);
}
