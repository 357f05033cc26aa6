extern alias internals;

using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Rows;
using MLExtensions.Trainers.NearestNeighbors;
using ISingleFeaturePredictionTransformer = internals::Microsoft.ML.ISingleFeaturePredictionTransformer;

[assembly: LoadableModel<NearestNeighborsRegressionTransformer>]

namespace MLExtensions;

/// <summary>A fitted nearest-neighbor regression: adds <c>Score</c>, the mean of the nearest rows' labels.</summary>
/// <remarks>
/// Rows are read ahead in batches, since many queries are answered several times as fast together as one by one. Of a row with
/// a NaN or infinite feature the score and the distances are NaN, and the ids are default values. On request there are columns
/// <c>NeighborDistances</c> and <c>NeighborIds</c> as well. Saved and loaded by <c>mlContext.Model</c>.
/// </remarks>
public sealed class NearestNeighborsRegressionTransformer
    : IRowTransformer, IModelPart<NearestNeighborsRegressionTransformer>, ISingleFeaturePredictionTransformer<NearestNeighborsModel>,
        ISingleFeaturePredictionTransformer
{
    private readonly NeighborTransform _transform;
    private readonly float[] _labels;

    /// <param name="transform">What it has in common with others.</param>
    /// <param name="labels">The label of each.</param>
    internal NearestNeighborsRegressionTransformer(NeighborTransform transform, float[] labels)
    {
        _transform = transform;
        _labels = labels;
    }

    /// <summary>The feature column, a vector of known size of <see cref="float"/>.</summary>
    public string FeatureColumnName => _transform.FeatureColumnName;

    /// <summary>The type of the feature column.</summary>
    public DataViewType FeatureColumnType => _transform.FeatureColumnType;

    /// <summary>The known rows, and how they decide.</summary>
    public NearestNeighborsModel Model => _transform.Model;

    /// <summary>Whether there is a column <c>NeighborDistances</c>.</summary>
    public bool OutputDistances => _transform.OutputDistances;

    static ModelPartFormat IModelPart<NearestNeighborsRegressionTransformer>.Format { get; } =
        new(Signature: "NEARREGR", LoaderName: "NearestNeighborsRegr", Version: 1);

    static NearestNeighborsRegressionTransformer IModelPart<NearestNeighborsRegressionTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader)
    {
        NeighborTransform transform = NeighborTransform.Read(reader);
        float[] labels = MemoryMarshal.Cast<byte, float>(reader.ReadBytes(checked(transform.Model.NumberOfRows * sizeof(float)))).ToArray();
        if (labels.Length != transform.Model.NumberOfRows)
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new(transform, labels);
    }

    void IModelPart<NearestNeighborsRegressionTransformer>.Write(BinaryWriter writer)
    {
        _transform.Write(writer);
        writer.Write(MemoryMarshal.AsBytes<float>(_labels));
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
        _transform.Bind(inputSchema, NeighborColumns.OfMeans(inputSchema, Model, _labels));
}
