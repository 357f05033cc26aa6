using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExtensions.Interop;

namespace MLExtensions.Data;

/// <summary>Reads a data view into memory, in one pass.</summary>
/// <remarks>
/// Rows with a missing label, or with a NaN or infinite feature or weight, are skipped with one counted warning, as
/// ML.NET's trainers do. Rows of weight 0 take no part in training and are left out silently.
/// </remarks>
internal static class ExampleReader
{
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type, or there is one class only.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left.</exception>
    public static LabeledExamples Read(IDataView data, ClassificationColumns columns, IChannel channel, CancellationToken cancellationToken)
    {
        columns.Check(SchemaShapes.Of(data.Schema));
        DataViewSchema.Column label = data.Schema[columns.Label];
        DataViewSchema.Column features = data.Schema[columns.Features];
        DataViewSchema.Column? weight = columns.Weight is null ? null : data.Schema[columns.Weight];
        int classes = ClassCount(label);

        var matrix = new FeatureMatrixBuilder(((VectorDataViewType)features.Type).Size);
        var labels = new List<int>();
        var weights = new List<float>();
        var skipped = new SkippedRows();

        DataViewSchema.Column[] active = weight is null ? [label, features] : [label, features, weight.Value];
        using (DataViewRowCursor cursor = data.GetRowCursor(active))
        {
            ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
            ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
            ValueGetter<float>? getWeight = weight is null ? null : cursor.GetGetter<float>(weight.Value);
            uint labelValue = 0;
            VBuffer<float> row = default;
            float weightValue = 1;
            while (cursor.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                getLabel(ref labelValue);
                getFeatures(ref row);
                getWeight?.Invoke(ref weightValue);
                if (skipped.Skips(labelValue, classes, row.GetValues(), weightValue) || weightValue == 0)
                    continue;
                if (weightValue < 0)
                    throw new InvalidOperationException($"The weight column '{columns.Weight}' holds {weightValue} in row {cursor.Position}; weights must not be negative.");

                matrix.Add(row);
                labels.Add((int)labelValue - 1);
                weights.Add(weightValue);
            }
        }

        skipped.Warn(channel);
        if (labels.Count == 0)
            throw new InvalidOperationException("No training rows: " + (skipped.Total > 0 ? skipped.ToString() : "the data are empty or every weight is 0."));
        return new LabeledExamples(matrix.Build(), [.. labels], [.. weights], classes);
    }

    private static int ClassCount(DataViewSchema.Column label)
    {
        ulong count = ((KeyDataViewType)label.Type).Count;
        if (count is < 2 or > int.MaxValue)
            throw SchemaErrors.Mismatch("input", "label", label.Name, "a key of at least 2 values", $"a key of {count}");
        return (int)count;
    }

    /// <summary>What was left out, and why.</summary>
    private sealed class SkippedRows
    {
        private long _rows;
        private long _label;
        private long _features;
        private long _weight;

        public long Total => _label + _features + _weight;

        public bool Skips(uint label, int classes, ReadOnlySpan<float> features, float weight)
        {
            _rows++;

            // A key beyond its count is missing, too.
            if (label == 0 || label > classes)
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
                causes.Add($"{_label} with a missing label");
            if (_features > 0)
                causes.Add($"{_features} with a missing (NaN) or infinite feature");
            if (_weight > 0)
                causes.Add($"{_weight} with a missing (NaN) or infinite weight");
            return $"skipped {Total} of {_rows} rows: {string.Join(", ", causes)}.";
        }
    }
}
