using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Neighbors;
using MLExtensions.Values;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>What a nearest-neighbor classifier predicts, in the columns of every multiclass classifier of ML.NET.</summary>
/// <param name="model">The known rows.</param>
/// <param name="labels">The class of each, from 0.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="keyValues">What they stand for, if that is known.</param>
internal sealed class ClassColumns(NearestNeighborsModel model, int[] labels, int classes, ColumnValues? keyValues)
{
    private const string Kind = "MulticlassClassification";

    public NeighborColumns Of(DataViewSchema inputSchema)
    {
        var ofLabel = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTo(ofLabel, inputSchema, Kind, DefaultColumnNames.PredictedLabel);
        keyValues?.AddTo(ofLabel, AnnotationKinds.KeyValues);

        var ofScore = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTo(ofScore, inputSchema, Kind, DefaultColumnNames.Score);
        keyValues?.AddTo(ofScore, AnnotationKinds.TrainingLabelValues);
        if (keyValues?.Type is TextDataViewType)
            keyValues.AddTo(ofScore, AnnotationKinds.SlotNames);

        return new NeighborColumns(
            [
                new(DefaultColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), classes), ofLabel.ToAnnotations()),
                new(DefaultColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, classes), ofScore.ToAnnotations()),
            ],
            CreateGetters);
    }

    /// <summary>The getters of the label and of the scores, for both of which the votes of a row are counted once.</summary>
    private Delegate[] CreateGetters(NearestOfRow nearest)
    {
        var shares = new double[classes];
        long counted = -1;
        bool isAnswered = false;
        return [(ValueGetter<uint>)GetLabel, (ValueGetter<VBuffer<float>>)GetScores];

        void GetLabel(ref uint label)
        {
            Count();
            label = isAnswered ? (uint)TensorPrimitives.IndexOfMax<double>(shares) + 1 : 0;
        }

        void GetScores(ref VBuffer<float> scores)
        {
            Count();
            VBufferEditor<float> editor = VBufferEditor.Create(ref scores, classes);
            TensorPrimitives.ConvertTruncating<double, float>(shares, editor.Values);
            scores = editor.Commit();
        }

        void Count()
        {
            ReadOnlySpan<Neighbor> found = nearest(out long number);
            if (number == counted)
                return;
            counted = number;
            isAnswered = !found.IsEmpty;
            if (isAnswered)
                model.Votes.Share(found, labels, shares);
            else
                shares.AsSpan().Fill(double.NaN);
        }
    }
}
