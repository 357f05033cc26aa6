using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Optimization.Losses;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Rows of classes in memory, to score many linear classifiers on.</summary>
internal sealed class LinearClasses
{
    private readonly LinearRows _rows;
    private readonly ClassLabels _labels;
    private readonly double[]? _weights;

    private LinearClasses(LinearRows rows, ClassLabels labels, double[]? weights) => (_rows, _labels, _weights) = (rows, labels, weights);

    /// <summary>Reads the rows.</summary>
    /// <param name="data">What models were trained on, or the same columns of other rows.</param>
    /// <param name="columns">The columns of the trainer.</param>
    /// <param name="weightColumn">What rows count by; null where all count the same.</param>
    /// <param name="source">What labels were before they became keys.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <returns>Null where the features are sparse, or there are no rows.</returns>
    public static LinearClasses? Read(
        IDataView data, ExampleColumns columns, string? weightColumn, LabelSource source, CancellationToken cancellationToken)
    {
        DataViewSchema.Column label = data.Schema[columns.Label];
        var labels = new KeyLabels(label, ClassMap.Of(label, label));
        var rows = new LinearRows(data.Schema[columns.Features]);
        var weights = RowWeights.Of(data.Schema, weightColumn);
        RowParts.Read(data, [labels, rows, weights], cancellationToken);
        return rows.TryBuild() ? new LinearClasses(rows, labels.Resolve(source), weights.ToArray()) : null;
    }

    /// <summary>The rows, scored by a model.</summary>
    public ScoredClasses Score(LinearMulticlassModelParametersBase model, KeptScores kept)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        bool isSoftmax = model is MaximumEntropyModelParameters && kept != KeptScores.None;
        var table = new ScoredClassesBuilder(kept);
        _rows.Score([.. weights.SelectMany(row => row.DenseValues())], [.. model.GetBiases()], (row, scores) =>
        {
            if (isSoftmax)
                Softmax(scores);
            table.Add(scores, _labels.Classes[row]);
        });
        return table.Build(_labels, _weights);
    }

    private static void Softmax(Span<float> scores)
    {
        ScoreRow<float>.Subtract(scores, ScoreRow<float>.Max(scores));
        Exponential.Exp(scores);
        TensorPrimitives.Divide(scores, TensorPrimitives.Sum<float>(scores), scores);
    }
}
