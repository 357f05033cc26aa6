using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Neighbors;
using MLExtensions.Values;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>Columns that follow from the nearest neighbors of each row, and may have some of the work in common.</summary>
/// <param name="Descriptions">Their names, types and annotations.</param>
/// <param name="CreateGetters">Makes a getter for each, all for the same rows and the same thread.</param>
internal sealed record NeighborColumns(DataViewSchema.DetachedColumn[] Descriptions, Func<NearestOfRow, Delegate[]> CreateGetters)
{
    /// <summary>The distances of the nearest rows.</summary>
    public static NeighborColumns OfDistances(NearestNeighborsModel model) => new(
        [new DataViewSchema.DetachedColumn(NeighborColumnNames.Distances, new VectorDataViewType(NumberDataViewType.Single, model.Neighbors))],
        nearest => [(ValueGetter<VBuffer<float>>)((ref VBuffer<float> distances) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref distances, model.Neighbors);
            editor.Values.Fill(float.NaN);
            ReadOnlySpan<Neighbor> found = nearest(out _);
            for (int i = 0; i < found.Length; i++)
                editor.Values[i] = (float)model.Search.ToDistance(found[i].ReducedDistance);
            distances = editor.Commit();
        })]);

    /// <summary>The ids of the nearest rows.</summary>
    public static NeighborColumns OfIds(NearestNeighborsModel model, ColumnValues ids) => new(
        [new DataViewSchema.DetachedColumn(NeighborColumnNames.Ids, new VectorDataViewType(ids.Type, model.Neighbors))],
        nearest => [ids.CreateGetter(model.Neighbors, places =>
        {
            ReadOnlySpan<Neighbor> found = nearest(out _);
            for (int i = 0; i < found.Length; i++)
                places[i] = found[i].Row;
            return found.Length > 0;
        })]);

    /// <summary>The mean of the nearest rows' labels.</summary>
    public static NeighborColumns OfMeans(DataViewSchema inputSchema, NearestNeighborsModel model, float[] labels)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTo(annotations, inputSchema, "Regression", DefaultColumnNames.Score);
        return new NeighborColumns(
            [new DataViewSchema.DetachedColumn(DefaultColumnNames.Score, NumberDataViewType.Single, annotations.ToAnnotations())],
            nearest => [(ValueGetter<float>)((ref float score) =>
                score = nearest(out _) is { IsEmpty: false } found ? (float)model.Votes.Average(found, labels) : float.NaN)]);
    }

    /// <summary>The share of the nearest rows that are true, as score and as probability, and whether it is above a threshold.</summary>
    /// <param name="inputSchema">The schema that the columns are added to.</param>
    /// <param name="model">The known rows.</param>
    /// <param name="votes">1 for each row that is true, 0 for each that is false.</param>
    /// <param name="threshold">The threshold.</param>
    public static NeighborColumns OfTrueShares(DataViewSchema inputSchema, NearestNeighborsModel model, float[] votes, float threshold)
    {
        return new NeighborColumns(
            [
                Describe(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, isProbability: false),
                Describe(DefaultColumnNames.Score, NumberDataViewType.Single, isProbability: false),
                Describe(DefaultColumnNames.Probability, NumberDataViewType.Single, isProbability: true),
            ],
            CreateGetters);

        // The votes of a row are counted once for all three.
        Delegate[] CreateGetters(NearestOfRow nearest)
        {
            float share = float.NaN;
            long counted = -1;
            return
            [
                (ValueGetter<bool>)((ref bool label) => label = Share() > threshold),
                (ValueGetter<float>)((ref float score) => score = Share()),
                (ValueGetter<float>)((ref float probability) => probability = Share()),
            ];

            float Share()
            {
                ReadOnlySpan<Neighbor> found = nearest(out long number);
                if (number != counted)
                    (share, counted) = (found.IsEmpty ? float.NaN : (float)model.Votes.Average(found, votes), number);
                return share;
            }
        }

        DataViewSchema.DetachedColumn Describe(string name, DataViewType type, bool isProbability)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            ScoreAnnotations.AddTo(annotations, inputSchema, "BinaryClassification", name, isProbability);
            return new(name, type, annotations.ToAnnotations());
        }
    }
}
