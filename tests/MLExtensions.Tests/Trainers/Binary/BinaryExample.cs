using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Trainers.Binary;

/// <summary>A row of two classes; the same class as a <see cref="bool"/> and as a key.</summary>
internal sealed class BinaryExample
{
    public bool Label { get; init; }

    [KeyType(2)]
    public uint Key => Label ? 1u : 0u;

    public float Weight { get; init; } = 1;

    public float[] Features { get; init; } = [];

    /// <summary>Two normal clouds, one label in ten wrong, a third of them true; weights from 0.5 to 1.5.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="offset">What is added to all features.</param>
    public static BinaryExample[] Draw(int count, int features, int seed, float offset = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            bool isTrue = random.Next(3) == 0;
            var x = new float[features];
            for (int f = 0; f < features; f++)
                x[f] = offset + (float)(2 * random.NextDouble() - 1) + (isTrue && f % 2 == 0 ? 0.7f : 0);
            return new BinaryExample
            {
                Label = random.Next(10) == 0 ? random.Next(2) == 0 : isTrue,
                Weight = 0.5f + random.NextSingle(),
                Features = x,
            };
        })];
    }

    public static IDataView View(MLContext ml, IReadOnlyList<BinaryExample> rows)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(BinaryExample));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
