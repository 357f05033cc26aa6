using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Neighbors;

namespace MLExtensions.Trainers.Neighbors;

/// <summary>A column that follows from the nearest neighbours of each row.</summary>
/// <param name="Description">Its name, type and annotations.</param>
/// <param name="CreateGetter">Makes a getter of its values.</param>
internal sealed record NeighborColumn(DataViewSchema.DetachedColumn Description, Func<NearestOfRow, Delegate> CreateGetter)
{
    /// <summary>The distances of the nearest rows.</summary>
    public static NeighborColumn OfDistances(NearestNeighborsModel model) => new(
        new DataViewSchema.DetachedColumn(NeighborColumnNames.Distances, new VectorDataViewType(NumberDataViewType.Single, model.Neighbors)),
        nearest => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> distances) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref distances, model.Neighbors);
            editor.Values.Fill(float.NaN);
            ReadOnlySpan<Neighbor> found = nearest();
            for (int i = 0; i < found.Length; i++)
                editor.Values[i] = (float)model.Search.ToDistance(found[i].Rank);
            distances = editor.Commit();
        }));

    /// <summary>The ids of the nearest rows.</summary>
    public static NeighborColumn OfIds(NearestNeighborsModel model, ColumnValues ids) => new(
        new DataViewSchema.DetachedColumn(NeighborColumnNames.Ids, new VectorDataViewType(ids.Type, model.Neighbors)),
        nearest => ids.CreateGetter(model.Neighbors, places =>
        {
            ReadOnlySpan<Neighbor> found = nearest();
            for (int i = 0; i < found.Length; i++)
                places[i] = found[i].Row;
            return found.Length > 0;
        }));

    /// <summary>The mean of the nearest rows' labels.</summary>
    public static NeighborColumn OfMeans(DataViewSchema inputSchema, NearestNeighborsModel model, float[] labels)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTo(annotations, inputSchema, "Regression", DefaultColumnNames.Score);
        return new NeighborColumn(
            new DataViewSchema.DetachedColumn(DefaultColumnNames.Score, NumberDataViewType.Single, annotations.ToAnnotations()),
            nearest => (ValueGetter<float>)((ref float score) =>
                score = nearest() is { IsEmpty: false } found ? (float)model.Votes.Average(found, labels) : float.NaN));
    }
}
