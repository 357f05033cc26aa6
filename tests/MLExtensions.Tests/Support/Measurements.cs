using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Support;

/// <summary>Data sets for regression, and how the tests train on them.</summary>
internal static class Measurements
{
    private static readonly Lazy<Measurement[]> _diabetes = new(() =>
    [
        .. from line in File.ReadLines(Path.Combine(Repository.Root, "tests", "MLExtensions.Reference", "Data", "diabetes.csv"))
           let numbers = Array.ConvertAll(line.Split(','), field => float.Parse(field, CultureInfo.InvariantCulture))
           select Of(numbers[0], numbers[1..]),
    ]);

    /// <summary>442 patients, 10 columns in their own units.</summary>
    public static IReadOnlyList<Measurement> Diabetes => _diabetes.Value;

    public static Measurement Of(float label, params float[] features) =>
        new() { Label = label, Features = new VBuffer<float>(features.Length, features) };

    /// <summary>A linear function of normally distributed features, with noise and weights between 0.5 and 2.5.</summary>
    public static Measurement[] Draw(int count, int features, int seed)
    {
        var random = new Random(seed);
        float[] slopes = [.. Enumerable.Range(0, features).Select(_ => (float)Normal())];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float[] x = [.. Enumerable.Range(0, features).Select(f => (float)(Normal() + f % 3))];
            return Of(x.Zip(slopes, (value, slope) => value * slope).Sum() + (float)Normal() + 4, x) with
            {
                Weight = 0.5f + 2 * random.NextSingle(),
            };
        })];

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    public static Measurement Map(this Measurement row, Func<float, int, float> change) =>
        Of(row.Label, [.. row.Features.DenseValues().Select(change)]) with { Weight = row.Weight };

    /// <summary>The rows as a data view with the columns Label, Weight and Features.</summary>
    public static IDataView RegressionView(this MLContext ml, IEnumerable<Measurement> rows)
    {
        Measurement[] all = [.. rows];
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Measurement));
        schema[nameof(Measurement.Features)].ColumnType =
            new VectorDataViewType(NumberDataViewType.Single, all.Length == 0 ? 1 : all[0].Features.Length);
        return ml.Data.LoadFromEnumerable(all, schema);
    }

    public static RidgeRegressionTrainer Ridge(
        this MLContext ml, float l2Regularization, Action<RidgeRegressionTrainer.Options>? configure = null)
    {
        var options = new RidgeRegressionTrainer.Options { ExampleWeightColumnName = "Weight", L2Regularization = l2Regularization };
        configure?.Invoke(options);
        return ml.Regression.Trainers.RidgeRegression(options);
    }
}
