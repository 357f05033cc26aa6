using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Interop;

namespace MLExtensions.Data;

/// <summary>Reads a data view into memory, in one pass.</summary>
/// <remarks>
/// Rows with a missing label (a number: NaN or infinite), or with a NaN or infinite feature or weight, are skipped with one counted warning, as
/// ML.NET's trainers do. Rows of weight 0 take no part in training and are left out silently.
/// </remarks>
internal static class ExampleReader
{
    /// <summary>Reads examples of classes.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columns">The columns, the label a key.</param>
    /// <param name="channel">Warned of rows skipped.</param>
    /// <param name="numberOfThreads">At most as many read at the same time; the examples are the same.</param>
    /// <param name="classes">The number of classes; some may have no example.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type, or there is one class only.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left.</exception>
    public static LabeledExamples<int> ReadClasses(
        IDataView data, ExampleColumns columns, IChannel channel, int numberOfThreads, out int classes, CancellationToken cancellationToken)
    {
        columns.Check(SchemaShapes.Of(data.Schema));
        int count = ClassCount(data.Schema[columns.Label]);
        classes = count;
        return Read<uint, int>(data, columns, TryGetClass, "a missing label", channel, numberOfThreads, cancellationToken);

        bool TryGetClass(uint key, out int target)
        {
            // A key beyond its count is missing, too.
            target = (int)key - 1;
            return key != 0 && key <= count;
        }
    }

    /// <summary>Reads examples of numbers.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columns">The columns, the label a number.</param>
    /// <param name="channel">Warned of rows skipped.</param>
    /// <param name="numberOfThreads">At most as many read at the same time; the examples are the same.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left.</exception>
    public static LabeledExamples<float> ReadNumbers(
        IDataView data, ExampleColumns columns, IChannel channel, int numberOfThreads, CancellationToken cancellationToken)
    {
        columns.Check(SchemaShapes.Of(data.Schema));
        return Read<float, float>(
            data, columns, TryGetNumber, "a missing (NaN) or infinite label", channel, numberOfThreads, cancellationToken);

        static bool TryGetNumber(float label, out float target)
        {
            target = label;
            return float.IsFinite(label);
        }
    }

    private static LabeledExamples<TTarget> Read<TLabel, TTarget>(
        IDataView data,
        ExampleColumns columns,
        TryGetTarget<TLabel, TTarget> tryGetTarget,
        string labelCause,
        IChannel channel,
        int numberOfThreads,
        CancellationToken cancellationToken)
        where TLabel : struct
    {
        DataViewSchema schema = data.Schema;
        DataViewSchema.Column[] active = columns.Weight is null
            ? [schema[columns.Label], schema[columns.Features]]
            : [schema[columns.Label], schema[columns.Features], schema[columns.Weight]];
        var collector = new ExampleCollector<TTarget>(((VectorDataViewType)schema[columns.Features].Type).Size, columns.Weight);
        CursorSet.Read(
            numberOfThreads == 1 ? [data.GetRowCursor(active)] : data.GetRowCursorSet(active, numberOfThreads),
            cursor => new ExampleCursor<TLabel, TTarget>(cursor, columns, tryGetTarget),
            collector,
            cancellationToken);

        SkippedRows skipped = collector.Skipped;
        skipped.Warn(channel, labelCause);
        return collector.Build() ?? throw new InvalidOperationException(
            "No training rows: " + (skipped.Total > 0 ? skipped.Text(labelCause) : "the data are empty or every weight is 0."));
    }

    private static int ClassCount(DataViewSchema.Column label)
    {
        ulong count = ((KeyDataViewType)label.Type).Count;
        if (count is < 2 or > int.MaxValue)
            throw SchemaErrors.Mismatch("input", "label", label.Name, "a key of at least 2 values", $"a key of {count}");
        return (int)count;
    }
}
