extern alias internals;

using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Rows;
using MLExtensions.Trainers.NearestNeighbors;
using MLExtensions.Values;
using ISingleFeaturePredictionTransformer = internals::Microsoft.ML.ISingleFeaturePredictionTransformer;

[assembly: LoadableModel<NearestNeighborsTransformer>]

namespace MLExtensions;

/// <summary>
/// A fitted nearest-neighbor classifier: adds <c>Score</c>, the share of each class among the nearest rows, and
/// <c>PredictedLabel</c>, the class with the largest share, of several the first.
/// </summary>
/// <remarks>
/// Rows are read ahead in batches, since many queries are answered several times as fast together as one by one. Of a row with
/// a NaN or infinite feature the score and the distances are NaN, and the ids are default values. On request there are columns
/// <c>NeighborDistances</c> and <c>NeighborIds</c> as well. Saved and loaded by <c>mlContext.Model</c>.
/// </remarks>
public sealed class NearestNeighborsTransformer
    : IRowTransformer, IModelPart<NearestNeighborsTransformer>, ISingleFeaturePredictionTransformer<NearestNeighborsModel>,
        ISingleFeaturePredictionTransformer
{
    private readonly NeighborTransform _transform;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly ColumnValues? _keyValues;

    /// <param name="transform">What it has in common with others.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="keyValues">What the classes stand for, if that is known.</param>
    internal NearestNeighborsTransformer(NeighborTransform transform, int[] labels, int classes, ColumnValues? keyValues)
    {
        _transform = transform;
        _labels = labels;
        _classes = classes;
        _keyValues = keyValues;
    }

    /// <summary>The feature column, a vector of known size of <see cref="float"/>.</summary>
    public string FeatureColumnName => _transform.FeatureColumnName;

    /// <summary>The type of the feature column.</summary>
    public DataViewType FeatureColumnType => _transform.FeatureColumnType;

    /// <summary>The known rows, and how they decide.</summary>
    public NearestNeighborsModel Model => _transform.Model;

    /// <summary>Whether there is a column <c>NeighborDistances</c>.</summary>
    public bool OutputDistances => _transform.OutputDistances;

    internal int? NumberOfThreads => _transform.NumberOfThreads;

    static ModelPartFormat IModelPart<NearestNeighborsTransformer>.Format { get; } =
        new(Signature: "NEARCLAS", LoaderName: "NearestNeighbors", Version: 1);

    static NearestNeighborsTransformer IModelPart<NearestNeighborsTransformer>.Read(IHostEnvironment environment, BinaryReader reader)
    {
        NeighborTransform transform = NeighborTransform.Read(reader);
        int classes = reader.ReadInt32();
        ColumnValues? keyValues = reader.ReadBoolean() ? ColumnValues.Read(reader) : null;
        int[] labels = MemoryMarshal.Cast<byte, int>(reader.ReadBytes(checked(transform.Model.NumberOfRows * sizeof(int)))).ToArray();
        if (labels.Length != transform.Model.NumberOfRows || labels.Any(label => label < 0 || label >= classes) || (keyValues is not null && keyValues.Count != classes))
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new(transform, labels, classes, keyValues);
    }

    void IModelPart<NearestNeighborsTransformer>.Write(BinaryWriter writer)
    {
        _transform.Write(writer);
        writer.Write(_classes);
        writer.Write(_keyValues is not null);
        _keyValues?.Write(writer);
        writer.Write(MemoryMarshal.AsBytes<int>(_labels));
    }

    /// <summary>The schema of the output for an input of <paramref name="inputSchema"/>.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <returns>The columns of the input at their own indices, then those that this transformer adds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => ((IRowTransformer)this).OutputSchema(inputSchema);

    /// <summary>Adds the columns to <paramref name="input"/>. Nothing is computed until a cursor reads it.</summary>
    /// <param name="input">The data to transform.</param>
    /// <returns>A view over <paramref name="input"/> with the same rows in the same order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or of another type.</exception>
    public IDataView Transform(IDataView input) => ((IRowTransformer)this).View(input);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelFile.Save(ctx, this);

    RowMapping IRowTransformer.Bind(DataViewSchema inputSchema) =>
        _transform.Bind(inputSchema, new ClassColumns(Model, _labels, _classes, _keyValues).Of(inputSchema));
}
