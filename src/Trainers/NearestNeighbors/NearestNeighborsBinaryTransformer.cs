extern alias internals;

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions;
using MLExtensions.Contracts;
using MLExtensions.Interop;
using MLExtensions.Rows;
using MLExtensions.Trainers.NearestNeighbors;
using ISingleFeaturePredictionTransformer = internals::Microsoft.ML.ISingleFeaturePredictionTransformer;

[assembly: LoadableModel<NearestNeighborsBinaryTransformer>]

namespace MLExtensions;

/// <summary>
/// A fitted nearest-neighbor classifier of two classes: adds <c>Score</c> and <c>Probability</c>, the share of the nearest rows that are
/// true, and <c>PredictedLabel</c>, true where that share is above <see cref="Threshold"/>.
/// </summary>
/// <remarks>
/// Rows are read ahead in batches, since many queries are answered several times as fast together as one by one. Of a row with
/// a NaN or infinite feature score, probability and distances are NaN, false is predicted, and the ids are default values. On request there are columns
/// <c>NeighborDistances</c> and <c>NeighborIds</c> as well. Saved and loaded by <c>mlContext.Model</c>.
/// </remarks>
public sealed class NearestNeighborsBinaryTransformer
    : IRowTransformer, IThresholded, IModelPart<NearestNeighborsBinaryTransformer>, ISingleFeaturePredictionTransformer<NearestNeighborsModel>,
        ISingleFeaturePredictionTransformer
{
    private readonly NeighborTransform _transform;
    private readonly float[] _votes;

    /// <param name="transform">What it has in common with others.</param>
    /// <param name="votes">1 for each row that is true, 0 for each that is false.</param>
    /// <param name="threshold">The share above which a row is taken for true.</param>
    internal NearestNeighborsBinaryTransformer(NeighborTransform transform, float[] votes, float threshold)
    {
        _transform = transform;
        _votes = votes;
        Threshold = threshold;
    }

    /// <summary>The share of the neighbors above which a row is taken for true.</summary>
    public float Threshold { get; }

    /// <summary>The feature column, a vector of known size of <see cref="float"/>.</summary>
    public string FeatureColumnName => _transform.FeatureColumnName;

    /// <summary>The type of the feature column.</summary>
    public DataViewType FeatureColumnType => _transform.FeatureColumnType;

    /// <summary>The known rows, and how they decide.</summary>
    public NearestNeighborsModel Model => _transform.Model;

    /// <summary>Whether there is a column <c>NeighborDistances</c>.</summary>
    public bool OutputDistances => _transform.OutputDistances;

    static ModelPartFormat IModelPart<NearestNeighborsBinaryTransformer>.Format { get; } =
        new(Signature: "NEARBINA", LoaderName: "NearestNeighborsBin", Version: 1);

    static NearestNeighborsBinaryTransformer IModelPart<NearestNeighborsBinaryTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader)
    {
        NeighborTransform transform = NeighborTransform.Read(reader);
        float threshold = reader.ReadSingle();
        float[] votes = Array.ConvertAll(reader.ReadBytes(transform.Model.NumberOfRows), vote => (float)vote);
        if (votes.Length != transform.Model.NumberOfRows || votes.Any(vote => vote > 1) || !float.IsFinite(threshold))
            throw new FormatException("The model file holds no valid NearestNeighbors.");
        return new(transform, votes, threshold);
    }

    void IModelPart<NearestNeighborsBinaryTransformer>.Write(BinaryWriter writer)
    {
        _transform.Write(writer);
        writer.Write(Threshold);
        writer.Write(Array.ConvertAll(_votes, vote => (byte)vote));
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
        _transform.Bind(inputSchema, NeighborColumns.OfTrueShares(inputSchema, Model, _votes, Threshold));

    ITransformer IThresholded.WithThreshold(float threshold) => new NearestNeighborsBinaryTransformer(_transform, _votes, threshold);
}
