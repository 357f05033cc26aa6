using System.Numerics.Tensors;
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
    /// <summary>Whether a label can be used, and if so what it stands for.</summary>
    private delegate bool TryGetTarget<TLabel, TTarget>(TLabel label, out TTarget target);

    /// <summary>Reads examples of classes.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columns">The columns, the label a key.</param>
    /// <param name="channel">Warned of rows skipped.</param>
    /// <param name="classes">The number of classes; some may have no example.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type, or there is one class only.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left.</exception>
    public static LabeledExamples<int> ReadClasses(
        IDataView data, ExampleColumns columns, IChannel channel, out int classes, CancellationToken cancellationToken)
    {
        columns.Check(SchemaShapes.Of(data.Schema));
        int count = ClassCount(data.Schema[columns.Label]);
        classes = count;
        return Read<uint, int>(data, columns, TryGetClass, new SkippedRows("a missing label"), channel, cancellationToken);

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
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left.</exception>
    public static LabeledExamples<float> ReadNumbers(
        IDataView data, ExampleColumns columns, IChannel channel, CancellationToken cancellationToken)
    {
        columns.Check(SchemaShapes.Of(data.Schema));
        return Read<float, float>(
            data, columns, TryGetNumber, new SkippedRows("a missing (NaN) or infinite label"), channel, cancellationToken);

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
        SkippedRows skipped,
        IChannel channel,
        CancellationToken cancellationToken)
        where TLabel : struct
    {
        DataViewSchema.Column label = data.Schema[columns.Label];
        DataViewSchema.Column features = data.Schema[columns.Features];
        DataViewSchema.Column? weight = columns.Weight is null ? null : data.Schema[columns.Weight];

        var matrix = new FeatureMatrixBuilder(((VectorDataViewType)features.Type).Size);
        var targets = new List<TTarget>();
        var weights = new List<float>();

        DataViewSchema.Column[] active = weight is null ? [label, features] : [label, features, weight.Value];
        using (DataViewRowCursor cursor = data.GetRowCursor(active))
        {
            ValueGetter<TLabel> getLabel = cursor.GetGetter<TLabel>(label);
            ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
            ValueGetter<float>? getWeight = weight is null ? null : cursor.GetGetter<float>(weight.Value);
            TLabel labelValue = default;
            VBuffer<float> row = default;
            float weightValue = 1;
            while (cursor.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                getLabel(ref labelValue);
                getFeatures(ref row);
                getWeight?.Invoke(ref weightValue);
                bool isLabeled = tryGetTarget(labelValue, out TTarget target);
                if (skipped.Skips(isLabeled, row.GetValues(), weightValue) || weightValue == 0)
                    continue;
                if (weightValue < 0)
                    throw new InvalidOperationException($"The weight column '{columns.Weight}' holds {weightValue} in row {cursor.Position}; weights must not be negative.");

                matrix.Add(row);
                targets.Add(target);
                weights.Add(weightValue);
            }
        }

        skipped.Warn(channel);
        if (targets.Count == 0)
            throw new InvalidOperationException("No training rows: " + (skipped.Total > 0 ? skipped.ToString() : "the data are empty or every weight is 0."));
        return new LabeledExamples<TTarget>(matrix.Build(), [.. targets], [.. weights]);
    }

    private static int ClassCount(DataViewSchema.Column label)
    {
        ulong count = ((KeyDataViewType)label.Type).Count;
        if (count is < 2 or > int.MaxValue)
            throw SchemaErrors.Mismatch("input", "label", label.Name, "a key of at least 2 values", $"a key of {count}");
        return (int)count;
    }

    /// <summary>What was left out, and why.</summary>
    private sealed class SkippedRows(string labelCause)
    {
        private long _rows;
        private long _label;
        private long _features;
        private long _weight;

        public long Total => _label + _features + _weight;

        public bool Skips(bool isLabeled, ReadOnlySpan<float> features, float weight)
        {
            _rows++;
            if (!isLabeled)
                _label++;
            else if (!features.IsEmpty && !float.IsFinite(TensorPrimitives.MaxMagnitude(features)))
                _features++;
            else if (!float.IsFinite(weight))
                _weight++;
            else
                return false;
            return true;
        }

        public void Warn(IChannel channel)
        {
            if (Total > 0)
                channel.Warning(MessageSensitivity.None, ToString());
        }

        public override string ToString()
        {
            var causes = new List<string>();
            if (_label > 0)
                causes.Add($"{_label} with {labelCause}");
            if (_features > 0)
                causes.Add($"{_features} with a missing (NaN) or infinite feature");
            if (_weight > 0)
                causes.Add($"{_weight} with a missing (NaN) or infinite weight");
            return $"skipped {Total} of {_rows} rows: {string.Join(", ", causes)}.";
        }
    }
}
