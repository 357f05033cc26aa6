using Microsoft.ML;
using Microsoft.ML.Data;

namespace LoadModel;

/// <summary>What a classifier predicts, bit by bit: of each row the scores, then the key of the predicted label.</summary>
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
        foreach ((float[] scores, uint key) in predictions.GetColumn<float[]>("Score").Zip(predictions.GetColumn<uint>("PredictedLabel")))
        {
            foreach (float score in scores)
                writer.Write(score);
            writer.Write(key);
        }

        writer.Flush();
        return bits.ToArray();
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
