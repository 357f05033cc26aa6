using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Plots;

/// <summary>How many rows of each class were taken for which.</summary>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Counts">For each class, how many of its rows were taken for each.</param>
internal sealed record ConfusionCounts(IReadOnlyList<string> Classes, int[][] Counts)
{
    private const string Predicted = "PredictedLabel";

    /// <exception cref="ArgumentException">A column is missing or of another type, or there are no rows.</exception>
    public static ConfusionCounts Of(IDataView predictions, string label)
    {
        string?[] actual = Names(predictions, label, out IReadOnlyList<string> known), predicted = Names(predictions, Predicted, out IReadOnlyList<string> others);
        string[] classes = [.. known.Union(others)];
        Dictionary<string, int> places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        int[][] counts = Array.ConvertAll(classes, _ => new int[classes.Length]);
        for (int row = 0; row < actual.Length; row++)
            if (actual[row] is { } own && predicted[row] is { } taken)
                counts[places[own]][places[taken]]++;

        // Keys may stand for classes that no row is of.
        int[] present = [.. Enumerable.Range(0, classes.Length).Where(k => counts[k].Sum() > 0 || counts.Sum(row => row[k]) > 0)];
        if (present.Length == 0)
            throw new ArgumentException($"No row has a value in both '{label}' and '{Predicted}'.", nameof(predictions));
        return new ConfusionCounts(Array.ConvertAll(present, k => classes[k]), Array.ConvertAll(present, k => Array.ConvertAll(present, j => counts[k][j])));
    }

    private static string?[] Names(IDataView predictions, string column, out IReadOnlyList<string> classes)
    {
        DataViewSchema.Column labels = PredictionColumns.Require(predictions, column);
        if (labels.Type is BooleanDataViewType)
        {
            string[] both = ["false", "true"];
            classes = both;
            return [.. predictions.GetColumn<bool>(column).Select(label => both[label ? 1 : 0])];
        }

        if (labels.Type is not KeyDataViewType key || key.RawType != typeof(uint))
            throw new ArgumentException($"Column '{column}' is {labels.Type}, and has to be a key or Boolean.", nameof(predictions));
        string[] names = KeyNames(labels, (int)key.Count);
        classes = names;
        return [.. predictions.GetColumn<uint>(column).Select(value => value == 0 || value > names.Length ? null : names[value - 1])];
    }

    private static string[] KeyNames(DataViewSchema.Column column, int count)
    {
        if (column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType values)
            return [.. Enumerable.Range(1, count).Select(key => key.ToString(CultureInfo.InvariantCulture))];
        return values.ItemType switch
        {
            TextDataViewType => Read<ReadOnlyMemory<char>>(),
            NumberDataViewType number when number.RawType == typeof(float) => Read<float>(),
            NumberDataViewType number when number.RawType == typeof(double) => Read<double>(),
            NumberDataViewType number when number.RawType == typeof(int) => Read<int>(),
            NumberDataViewType number when number.RawType == typeof(uint) => Read<uint>(),
            NumberDataViewType number when number.RawType == typeof(long) => Read<long>(),
            BooleanDataViewType => Read<bool>(),
            _ => [.. Enumerable.Range(1, count).Select(key => key.ToString(CultureInfo.InvariantCulture))],
        };

        string[] Read<T>()
        {
            var buffer = default(VBuffer<T>);
            column.Annotations.GetValue("KeyValues", ref buffer);
            return [.. buffer.DenseValues().Select(value => Convert.ToString(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value!.ToString(), CultureInfo.InvariantCulture)!)];
        }
    }
}
