using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Rows in memory, to score many linear classifiers on.</summary>
/// <remarks>All rows are there: what lacks a feature gets no finite score, as from the model itself.</remarks>
internal sealed class LinearRows
{
    private const int RowsAtOnce = 64;

    private readonly DenseMatrix _features;
    private readonly ClassLabels _labels;
    private readonly double[]? _weights;

    private LinearRows(DenseMatrix features, ClassLabels labels, double[]? weights) =>
        (_features, _labels, _weights) = (features, labels, weights);

    /// <summary>Reads the rows.</summary>
    /// <param name="data">What models were trained on, or the same columns of other rows.</param>
    /// <param name="columns">The columns of the trainer.</param>
    /// <param name="weightColumn">What rows count by; null where all count the same.</param>
    /// <param name="source">What labels were before they became keys.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <returns>Null where the features are sparse, or there are no rows.</returns>
    public static LinearRows? Read(
        IDataView data, ExampleColumns columns, string? weightColumn, LabelSource source, CancellationToken cancellationToken)
    {
        DataViewSchema.Column label = data.Schema[columns.Label], features = data.Schema[columns.Features];
        ClassMap map = ClassMap.Of(label, label);
        var matrix = new FeatureMatrixBuilder(((VectorDataViewType)features.Type).Size);
        List<int> classes = [];
        var weights = RowWeights.Of(data.Schema, weightColumn);
        using DataViewRowCursor cursor = data.GetRowCursor([label, features, .. weights.Columns]);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        weights.Open(cursor);
        var row = new VBuffer<float>[1];
        uint key = 0;
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            getLabel(ref key);
            getFeatures(ref row[0]);
            classes.Add(map.ClassOf(key));
            weights.Add();
            ReadOnlySpan<float> values = row[0].GetValues();
            matrix.Append(row, values.Length - values.Count(0f)).Write(row);
        }

        return classes.Count > 0 && matrix.Build() is DenseMatrix dense
            ? new LinearRows(dense, map.Resolve([.. classes], source), weights.ToArray())
            : null;
    }

    /// <summary>The rows, scored by a model.</summary>
    public ScoredClasses Score(LinearMulticlassModelParametersBase model, KeptScores kept)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        float[] flat = [.. weights.SelectMany(row => row.DenseValues())];
        float[] biases = [.. model.GetBiases()];
        bool isSoftmax = model is MaximumEntropyModelParameters && kept != KeptScores.None;
        var table = new ScoredClassesBuilder(kept);
        var rows = new int[RowsAtOnce];
        var scores = new float[RowsAtOnce * classes];
        for (int start = 0; start < _features.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, _features.Rows - start);
            for (int i = 0; i < count; i++)
                rows[i] = start + i;
            DenseProducts.Score(_features, rows.AsSpan(0, count), flat, biases, scores.AsSpan(0, count * classes));
            for (int i = 0; i < count; i++)
            {
                Span<float> ofRow = scores.AsSpan(i * classes, classes);
                if (isSoftmax)
                    Softmax(ofRow);
                table.Add(ofRow, _labels.Classes[start + i]);
            }
        }

        return table.Build(_labels, _weights);
    }

    private static void Softmax(Span<float> scores)
    {
        ScoreRow<float>.Subtract(scores, ScoreRow<float>.Max(scores));
        Exponential.Exp(scores);
        TensorPrimitives.Divide(scores, TensorPrimitives.Sum<float>(scores), scores);
    }
}
