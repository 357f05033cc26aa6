using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Interop;
using MLExtensions.Threading;
using MLExtensions.Values;

namespace MLExtensions.Data;

/// <summary>Reads a data view into memory, in one pass.</summary>
/// <remarks>
/// Rows with a missing label (a number: NaN or infinite), or with a NaN or infinite feature or weight, are skipped with one
/// counted warning, as ML.NET's trainers do. Rows of weight 0 take no part in training and are left out silently.
/// </remarks>
internal static class ExampleReader
{
    private static readonly MethodInfo _readIdentified =
        typeof(ExampleReader).GetMethod(nameof(ReadIdentified), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Reads examples of classes.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columns">
    /// The columns, the label a key or a <see cref="bool"/>, whose classes are false, 0, and true, 1.
    /// </param>
    /// <param name="channel">Warned of rows skipped.</param>
    /// <param name="numberOfThreads">At most as many read at the same time; the examples are the same.</param>
    /// <param name="classes">The number of classes; some may have no example.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has another type, or there is one class only.
    /// </exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left.</exception>
    public static LabeledExamples<int> ReadClasses(
        IDataView data, ExampleColumns columns, IChannel channel, int numberOfThreads, out int classes, CancellationToken cancellationToken)
    {
        columns.Check(SchemaShapes.Of(data.Schema));
        int count = columns.LabelKind == LabelKind.Boolean ? 2 : ClassCount(data.Schema[columns.Label]);
        classes = count;
        Func<DataViewRowCursor, TryGetTarget<int>> open = columns.LabelKind == LabelKind.Boolean ? OpenBoolean : OpenKey;
        return Read(data, columns, open, "a missing label", channel, numberOfThreads, cancellationToken);

        TryGetTarget<int> OpenBoolean(DataViewRowCursor cursor)
        {
            ValueGetter<bool> get = cursor.GetGetter<bool>(cursor.Schema[columns.Label]);
            bool label = false;
            return (out int target) =>
            {
                get(ref label);
                target = label ? 1 : 0;
                return true;
            };
        }

        TryGetTarget<int> OpenKey(DataViewRowCursor cursor)
        {
            ValueGetter<uint> get = cursor.GetGetter<uint>(cursor.Schema[columns.Label]);
            uint key = 0;
            return (out int target) =>
            {
                // A key beyond its count is missing, too.
                get(ref key);
                target = (int)key - 1;
                return key != 0 && key <= count;
            };
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
        return Read(data, columns, Open, "a missing (NaN) or infinite label", channel, numberOfThreads, cancellationToken);

        TryGetTarget<float> Open(DataViewRowCursor cursor)
        {
            ValueGetter<float> get = cursor.GetGetter<float>(cursor.Schema[columns.Label]);
            float label = 0;
            return (out float target) =>
            {
                get(ref label);
                target = label;
                return float.IsFinite(label);
            };
        }
    }

    private static LabeledExamples<TTarget> Read<TTarget>(
        IDataView data,
        ExampleColumns columns,
        Func<DataViewRowCursor, TryGetTarget<TTarget>> open,
        string labelCause,
        IChannel channel,
        int numberOfThreads,
        CancellationToken cancellationToken)
    {
        if (columns.Id is null)
            return ReadAll(data, columns, open, labelCause, channel, numberOfThreads, cancellationToken);

        // A column is read as the very type that it holds and no other, and that type is known only here.
        object?[] arguments = [data, columns, open, labelCause, channel, numberOfThreads, cancellationToken];
        return (LabeledExamples<TTarget>)_readIdentified
            .MakeGenericMethod(typeof(TTarget), data.Schema[columns.Id].Type.RawType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private static LabeledExamples<TTarget> ReadIdentified<TTarget, TId>(
        IDataView data,
        ExampleColumns columns,
        Func<DataViewRowCursor, TryGetTarget<TTarget>> open,
        string labelCause,
        IChannel channel,
        int numberOfThreads,
        CancellationToken cancellationToken)
    {
        LabeledExamples<(TTarget Target, TId Id)> examples =
            ReadAll(data, columns, OpenIdentified, labelCause, channel, numberOfThreads, cancellationToken);
        var ids = new ColumnValues<TId>(
            (PrimitiveDataViewType)data.Schema[columns.Id!].Type, Array.ConvertAll(examples.Targets, pair => pair.Id));
        return new LabeledExamples<TTarget>(
            examples.Features, Array.ConvertAll(examples.Targets, pair => pair.Target), examples.Weights)
        { Ids = ids };

        TryGetTarget<(TTarget, TId)> OpenIdentified(DataViewRowCursor cursor)
        {
            TryGetTarget<TTarget> tryGetTarget = open(cursor);
            ValueGetter<TId> getId = cursor.GetGetter<TId>(cursor.Schema[columns.Id!]);
            return (out (TTarget, TId) identified) =>
            {
                TId id = default!;
                getId(ref id);
                bool isLabeled = tryGetTarget(out TTarget target);
                identified = (target, id);
                return isLabeled;
            };
        }
    }

    private static LabeledExamples<TTarget> ReadAll<TTarget>(
        IDataView data,
        ExampleColumns columns,
        Func<DataViewRowCursor, TryGetTarget<TTarget>> open,
        string labelCause,
        IChannel channel,
        int numberOfThreads,
        CancellationToken cancellationToken)
    {
        DataViewSchema schema = data.Schema;
        string?[] names = [columns.Label, columns.Features, columns.Weight, columns.Id];
        DataViewSchema.Column[] active = [.. names.Where(name => name is not null).Select(name => schema[name!])];
        var collector = new ExampleCollector<TTarget>(((VectorDataViewType)schema[columns.Features].Type).Size, columns.Weight);
        numberOfThreads = ThreadLimit.Of(numberOfThreads);
        CursorSet.Read(
            numberOfThreads == 1 ? [data.GetRowCursor(active)] : data.GetRowCursorSet(active, numberOfThreads),
            cursor => new ExampleCursor<TTarget>(cursor, columns, open(cursor)),
            collector,
            numberOfThreads,
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
            throw SchemaErrors.Mismatch("input", "label", label.Name, "a key of at least 2 values", count == 1 ? "a key of 1: there is only one class, and nothing to tell apart" : $"a key of {count}");
        return (int)count;
    }
}
