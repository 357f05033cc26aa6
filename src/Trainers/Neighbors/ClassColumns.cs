using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Interop;

namespace MLExtensions.Trainers.Neighbors;

/// <summary>What a nearest-neighbour classifier predicts, in the columns of every multiclass classifier of ML.NET.</summary>
/// <param name="model">The known rows.</param>
/// <param name="labels">The class of each, from 0.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="keyValues">What they stand for, if that is known.</param>
internal sealed class ClassColumns(NearestNeighborsModel model, int[] labels, int classes, ColumnValues? keyValues)
{
    private const string Kind = "MulticlassClassification";

    public IEnumerable<NeighborColumn> Of(DataViewSchema inputSchema)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTo(annotations, inputSchema, Kind, DefaultColumnNames.PredictedLabel);
        keyValues?.AddTo(annotations, AnnotationKinds.KeyValues);
        yield return new NeighborColumn(
            new DataViewSchema.DetachedColumn(
                DefaultColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), classes), annotations.ToAnnotations()),
            CreateLabelGetter);

        annotations = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTo(annotations, inputSchema, Kind, DefaultColumnNames.Score);
        keyValues?.AddTo(annotations, AnnotationKinds.TrainingLabelValues);
        if (keyValues?.Type is TextDataViewType)
            keyValues.AddTo(annotations, AnnotationKinds.SlotNames);
        yield return new NeighborColumn(
            new DataViewSchema.DetachedColumn(
                DefaultColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, classes), annotations.ToAnnotations()),
            CreateScoreGetter);
    }

    private ValueGetter<uint> CreateLabelGetter(NearestOfRow nearest)
    {
        var shares = new double[classes];
        return (ref uint label) =>
        {
            label = 0;
            if (nearest() is not { IsEmpty: false } found)
                return;
            model.Votes.Share(found, labels, shares);
            label = (uint)TensorPrimitives.IndexOfMax<double>(shares) + 1;
        };
    }

    private ValueGetter<VBuffer<float>> CreateScoreGetter(NearestOfRow nearest)
    {
        var shares = new double[classes];
        return (ref VBuffer<float> scores) =>
        {
            shares.AsSpan().Fill(double.NaN);
            if (nearest() is { IsEmpty: false } found)
                model.Votes.Share(found, labels, shares);
            VBufferEditor<float> editor = VBufferEditor.Create(ref scores, classes);
            TensorPrimitives.ConvertTruncating<double, float>(shares, editor.Values);
            scores = editor.Commit();
        };
    }
}
