using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tuning.Folds;

/// <summary>The rows of a data view by what is to be predicted: classes, or numbers from small to large.</summary>
internal sealed class Strata
{
    private const string KeyColumn = "stratum";

    /// <summary>The class of each row; null where the label is a number.</summary>
    private readonly uint[]? _classes;

    private readonly float[] _numbers;

    private Strata(uint[]? classes, float[] numbers) => (_classes, _numbers) = (classes, numbers);

    public int Rows => _classes?.Length ?? _numbers.Length;

    /// <summary>Whether there is a column to be predicted already, and not made only by the pipeline.</summary>
    public static bool CanRead(DataViewSchema schema, string label, bool isClassification) =>
        schema.GetColumnOrNull(label) is { } column && (isClassification || column.Type.Equals(NumberDataViewType.Single));

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or of a number not a Single.</exception>
    public static Strata Of(MLContext ml, IDataView data, string label, bool isClassification)
    {
        DataViewSchema.Column column = data.Schema.GetColumnOrNull(label) ?? throw new ArgumentOutOfRangeException(
            nameof(data), $"Could not find label column '{label}': strata are those of the rows before the pipeline. Make the label before, or do without {nameof(ISplitOptions.Stratify)}.");
        if (column.Type is VectorDataViewType)
            throw SchemaErrors.Mismatch(nameof(data), "label", label, isClassification ? "a key, text or number" : "Single", SchemaErrors.Describe(column.Type));
        if (!isClassification)
        {
            return column.Type.Equals(NumberDataViewType.Single)
                ? new Strata(null, [.. data.GetColumn<float>(label)])
                : throw SchemaErrors.Mismatch(nameof(data), "label", label, "Single", SchemaErrors.Describe(column.Type));
        }

        // The pipeline may turn the label into a key only later, so that it can be of any type here.
        bool isKey = column.Type is KeyDataViewType && column.Type.RawType == typeof(uint);
        IDataView keyed = isKey ? data : ml.Transforms.Conversion.MapValueToKey(KeyColumn, label).Fit(data).Transform(data);
        return new Strata([.. keyed.GetColumn<uint>(isKey ? label : KeyColumn)], []);
    }

    /// <summary>How many classes there are: one where the label is a number, two where the pipeline has yet to make it.</summary>
    public static int CountClasses(MLContext ml, IDataView data, string label, bool isClassification) =>
        !isClassification ? 1
        : !CanRead(data.Schema, label, isClassification) ? 2
        : Of(ml, data, label, isClassification)._classes!.Where(key => key != 0).Distinct().Count();

    /// <summary>
    /// All rows in such an order that the first so many have each class about as often as all have, if classes are known by now.
    /// </summary>
    public static int[] InterleavedOrShuffled(MLContext ml, IDataView data, string label, bool isClassification, Random random) =>
        isClassification && CanRead(data.Schema, label, isClassification)
            ? Of(ml, data, label, isClassification).Interleaved(random)
            : Shuffled(RowCount.Of(data), random);

    /// <summary>
    /// All rows in such an order that each class, or range of numbers, is dealt out evenly when every so many go to one fold.
    /// </summary>
    public int[] Dealt(int folds, Random random)
    {
        int[] order = Shuffled(Rows, random);
        if (_classes is not null)
            return [.. order.OrderBy(row => _classes[row])];
        order = [.. order.OrderBy(row => _numbers[row])];
        for (int start = 0; start < order.Length; start += folds)
            random.Shuffle(order.AsSpan(start, Math.Min(folds, order.Length - start)));
        return order;
    }

    /// <summary>The stratum of each row, from 0: its class, or a range of numbers of which each has about as many rows.</summary>
    /// <param name="ranges">How many ranges of numbers; equal numbers are in one.</param>
    public int[] Numbered(int ranges)
    {
        if (_classes is not null)
        {
            Dictionary<uint, int> numbers = [];
            return Array.ConvertAll(_classes, key => numbers.TryAdd(key, numbers.Count) ? numbers.Count - 1 : numbers[key]);
        }

        int[] order = [.. Enumerable.Range(0, Rows).OrderBy(row => _numbers[row])];
        var strata = new int[Rows];
        int stratum = -1;
        int last = -1;
        for (int place = 0; place < order.Length; place++)
        {
            int range = (int)((long)place * ranges / order.Length);
            if (range > last && (place == 0 || !_numbers[order[place]].Equals(_numbers[order[place - 1]])))
                (stratum, last) = (stratum + 1, range);
            strata[order[place]] = stratum;
        }

        return strata;
    }

    /// <summary>All rows in such an order that the first so many have each class about as often as all have.</summary>
    private int[] Interleaved(Random random)
    {
        int[] order = Shuffled(Rows, random);
        var places = new double[order.Length];
        foreach (IGrouping<uint, int> rows in order.GroupBy(row => _classes![row]))
        {
            int[] ofClass = [.. rows];
            double offset = random.NextDouble();
            for (int i = 0; i < ofClass.Length; i++)
                places[ofClass[i]] = (i + offset) / ofClass.Length;
        }

        return [.. order.OrderBy(row => places[row])];
    }

    /// <summary>All rows in an order drawn at random.</summary>
    public static int[] Shuffled(int rows, Random random)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle(order);
        return order;
    }
}
