using Microsoft.ML;
using Microsoft.ML.Data;

namespace LoadModel;

/// <summary>
/// What a model predicts, bit by bit: of a classifier the scores of each row, then the key of the predicted label; of a
/// regression the score of each row; of a binary classifier scores, labels, and probabilities if there are any.
/// </summary>
internal static class PredictionBits
{
    public static byte[] Of(MLContext ml, ITransformer model, float[][] features)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features[0].Length);
        IDataView rows = ml.Data.LoadFromEnumerable(features.Select(x => new Row { Features = x }), schema);
        IDataView predictions = model.Transform(rows);

        using var bits = new MemoryStream();
        using var writer = new BinaryWriter(bits);
        if (predictions.Schema.GetColumnOrNull("PredictedLabel")?.Type is BooleanDataViewType)
        {
            foreach ((float score, bool label) in predictions.GetColumn<float>("Score").Zip(predictions.GetColumn<bool>("PredictedLabel")))
            {
                writer.Write(score);
                writer.Write(label);
            }

            if (predictions.Schema.GetColumnOrNull("Probability") is not null)
            {
                foreach (float probability in predictions.GetColumn<float>("Probability"))
                    writer.Write(probability);
            }
        }
        else if (predictions.Schema.GetColumnOrNull("PredictedLabel") is null)
        {
            foreach (float score in predictions.GetColumn<float>("Score"))
                writer.Write(score);
        }
        else
        {
            foreach ((float[] scores, uint key) in predictions.GetColumn<float[]>("Score").Zip(predictions.GetColumn<uint>("PredictedLabel")))
            {
                foreach (float score in scores)
                    writer.Write(score);
                writer.Write(key);
            }
        }

        writer.Flush();
        return bits.ToArray();
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
