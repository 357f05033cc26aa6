using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Trainers.NearestNeighbors;
using MLExtensions.Values;

[assembly: LoadableModel<NearestNeighborsTransformer>]

namespace MLExtensions;

/// <summary>
/// A fitted nearest-neighbor classifier: adds <c>Score</c>, the share of each class among the nearest rows, and
/// <c>PredictedLabel</c>, the class with the largest share, of several the first.
/// </summary>
public sealed class NearestNeighborsTransformer : NearestNeighborsTransformerBase, IModelPart<NearestNeighborsTransformer>
{
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly ColumnValues? _keyValues;

    /// <param name="featureColumnName">The feature column.</param>
    /// <param name="model">The known rows.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="keyValues">What the classes stand for, if that is known.</param>
    /// <param name="outputDistances">Whether to add the distances.</param>
    /// <param name="numberOfThreads">Threads that search.</param>
    internal NearestNeighborsTransformer(
        string featureColumnName, NearestNeighborsModel model, int[] labels, int classes, ColumnValues? keyValues, bool outputDistances, int? numberOfThreads)
        : base(featureColumnName, model, outputDistances, numberOfThreads)
    {
        _labels = labels;
        _classes = classes;
        _keyValues = keyValues;
    }

    static ModelPartFormat IModelPart<NearestNeighborsTransformer>.Format { get; } =
        new(Signature: "NEARCLAS", LoaderName: "NearestNeighbors", Version: 1);

    static NearestNeighborsTransformer IModelPart<NearestNeighborsTransformer>.Read(IHostEnvironment environment, BinaryReader reader)
    {
        (string featureColumnName, bool outputDistances, NearestNeighborsModel model) = ReadCommon(reader);
        int classes = reader.ReadInt32();
        ColumnValues? keyValues = reader.ReadBoolean() ? ColumnValues.Read(reader) : null;
        int[] labels = MemoryMarshal.Cast<byte, int>(reader.ReadBytes(checked(model.NumberOfRows * sizeof(int)))).ToArray();
        if (labels.Length != model.NumberOfRows || labels.Any(label => label < 0 || label >= classes) || (keyValues is not null && keyValues.Count != classes))
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new(featureColumnName, model, labels, classes, keyValues, outputDistances, numberOfThreads: null);
    }

    void IModelPart<NearestNeighborsTransformer>.Write(BinaryWriter writer)
    {
        WriteCommon(writer);
        writer.Write(_classes);
        writer.Write(_keyValues is not null);
        _keyValues?.Write(writer);
        writer.Write(MemoryMarshal.AsBytes<int>(_labels));
    }

    private protected override NeighborColumns Predictions(DataViewSchema inputSchema) =>
        new ClassColumns(Model, _labels, _classes, _keyValues).Of(inputSchema);

    private protected override void Save(ModelSaveContext context) => ModelFile.Save(context, this);
}
