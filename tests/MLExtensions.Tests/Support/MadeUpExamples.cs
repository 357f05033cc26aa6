using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Support;

/// <summary>Small made-up data sets whose classes overlap, so that optima are finite whatever λ is.</summary>
internal static class MadeUpExamples
{
    public const int Classes = 3;

    /// <summary>A label that the data view gives out as missing.</summary>
    public const uint MissingLabel = Classes;

    public static VBuffer<float> Vector(params float[] values) => new(values.Length, values);

    /// <summary>Features of a class are shifted along one axis; one label in ten is random.</summary>
    public static Example[] Draw(int count, int features, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int group = random.Next(Classes);
            var x = new float[features];
            for (int f = 0; f < features; f++)
                x[f] = 2 * random.NextSingle() - 1 + (f % Classes == group ? 0.7f : 0f);
            int label = random.Next(10) == 0 ? random.Next(Classes) : group;
            return new Example { Label = (uint)label, Features = Vector(x) };
        })];
    }

    /// <summary>The examples as a data view with the columns Label, Weight and Features.</summary>
    public static IDataView View(this MLContext ml, IEnumerable<Example> examples, int classes = Classes)
    {
        Example[] rows = [.. examples];
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(Example.Features)].ColumnType =
            new VectorDataViewType(NumberDataViewType.Single, rows.Length == 0 ? 1 : rows[0].Features.Length);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
