using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Trainers;

namespace MLExtensions.Tuning;

/// <summary>A metric of classifiers.</summary>
internal sealed class MulticlassScorer(MLContext ml, string label, MulticlassMetric metric, int topK) : Scorer
{
    /// <summary>As many rows tell whether scores are probabilities.</summary>
    private const int RowsLookedAt = 100;

    /// <summary>Sums of probabilities in single precision are as near to 1.</summary>
    private const double Leeway = 1e-3;

    public override string Metric => metric == MulticlassMetric.TopKAccuracy
        ? string.Create(CultureInfo.InvariantCulture, $"Top{topK}Accuracy") : metric.ToString();

    public override bool HigherIsBetter => metric != MulticlassMetric.LogLoss;

    public override double Perfect => metric == MulticlassMetric.LogLoss ? 0 : 1;

    public override string Label => label;

    public override bool IsClassification => true;

    private bool TakesProbabilities => metric is MulticlassMetric.LogLoss or MulticlassMetric.LogLossReduction;

    public override Score Evaluate(IDataView scored, bool perClass)
    {
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(
            scored, label, DefaultColumnNames.Score, DefaultColumnNames.PredictedLabel, metric == MulticlassMetric.TopKAccuracy ? topK : 0);
        return new Score(Value(metrics), perClass ? PerClass(scored, metrics) : null);
    }

    public override Func<ITransformer, Score>? InMemory(
        IDataView data, IPenalisedTrainer trainer, bool perClass, int numberOfThreads, CancellationToken cancellationToken)
    {
        if (trainer.Columns.Label != label
            || LinearRows.Read(data, trainer.Columns, ((IHostEnvironment)ml).Register(nameof(LinearRows)), numberOfThreads, cancellationToken) is not { } rows)
            return null;
        return model =>
        {
            MulticlassTally tally = rows.Tally(
                (LinearMulticlassModelParametersBase)((ISingleFeaturePredictionTransformer<object>)model).Model,
                metric == MulticlassMetric.TopKAccuracy ? topK : 0, TakesProbabilities);
            return new Score(Value(tally), perClass ? PerClass(tally, rows) : null);
        };
    }

    public override double Guess(IDataView training, IDataView validation)
    {
        var type = (KeyDataViewType)validation.Schema[label].Type;
        var frequencies = new float[checked((int)type.Count)];
        uint[] labels = [.. validation.GetColumn<uint>(label)];
        foreach (uint key in training.GetColumn<uint>(label).Concat(labels).Where(key => key != 0))
            frequencies[key - 1]++;
        TensorPrimitives.Divide(frequencies, TensorPrimitives.Sum<float>(frequencies), frequencies);
        uint first = (uint)TensorPrimitives.IndexOfMax<float>(frequencies) + 1;

        IDataView guesses = new MemoryView(labels.Length)
            .Add(label, type, row => labels[row])
            .AddVectors(DefaultColumnNames.Score, NumberDataViewType.Single, frequencies.Length, _ => frequencies)
            .Add(DefaultColumnNames.PredictedLabel, type, _ => first);
        return Evaluate(guesses, perClass: false).Value;
    }

    public override void RequireSense(IDataView scored)
    {
        if (!TakesProbabilities)
            return;
        foreach (VBuffer<float> scores in scored.GetColumn<VBuffer<float>>(DefaultColumnNames.Score).Take(RowsLookedAt))
        {
            float[] values = [.. scores.DenseValues()];
            float sum = TensorPrimitives.Sum<float>(values);
            if (Math.Abs(sum - 1) > Leeway || TensorPrimitives.Min<float>(values) < 0)
            {
                string numbers = string.Join(", ", values.Take(3).Select(value => value.ToString("G3", CultureInfo.InvariantCulture)));
                throw new UnsuitableMetricException(
                    $"{metric} takes probabilities, and the scores of this pipeline are none: {numbers}{(values.Length > 3 ? ", …" : "")} sum to {sum.ToString("G3", CultureInfo.InvariantCulture)}. Margins, as of a support vector machine, go with {MulticlassMetric.MicroAccuracy}, {MulticlassMetric.MacroAccuracy} or {MulticlassMetric.TopKAccuracy}.");
            }
        }
    }

    protected override bool CanEvaluate(DataViewSchema schema) =>
        Has(schema, label, type => type is KeyDataViewType)
        && Has(schema, DefaultColumnNames.Score, IsScore)
        && Has(schema, DefaultColumnNames.PredictedLabel, type => type is KeyDataViewType);

    protected override string Missing(DataViewSchema schema) =>
        !Has(schema, label, type => type is KeyDataViewType) ? $"its label column '{label}' is no key; MapValueToKey makes one."
        : !Has(schema, DefaultColumnNames.Score, IsScore) ? $"there is no column '{DefaultColumnNames.Score}' with a score for each class, as multiclass trainers make it."
        : $"there is no key column '{DefaultColumnNames.PredictedLabel}', as multiclass trainers make it.";

    private static bool IsScore(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType.Equals(NumberDataViewType.Single);

    private double Value(MulticlassClassificationMetrics metrics) => metric switch
    {
        MulticlassMetric.MicroAccuracy => metrics.MicroAccuracy,
        MulticlassMetric.MacroAccuracy => metrics.MacroAccuracy,
        MulticlassMetric.LogLoss => metrics.LogLoss,
        MulticlassMetric.LogLossReduction => metrics.LogLossReduction,
        _ => metrics.TopKAccuracy,
    };

    private double Value(MulticlassTally tally) => metric switch
    {
        MulticlassMetric.MicroAccuracy => tally.MicroAccuracy,
        MulticlassMetric.MacroAccuracy => tally.MacroAccuracy,
        MulticlassMetric.LogLoss => tally.LogLoss,
        MulticlassMetric.LogLossReduction => tally.LogLossReduction,
        _ => tally.TopKAccuracy,
    };

    private Dictionary<string, double> PerClass(MulticlassTally tally, LinearRows rows) =>
        tally.Present.ToDictionary(rows.NameOf, k => TakesProbabilities ? tally.LogLossOf(k) : tally.Recall(k));

    /// <summary>The log-loss of each class, or the share of its rows that are classified correctly.</summary>
    private Dictionary<string, double> PerClass(IDataView scored, MulticlassClassificationMetrics metrics)
    {
        ClassNames names = ClassNames.Of(scored.Schema[label]);
        IReadOnlyList<double> values = TakesProbabilities ? metrics.PerClassLogLoss : metrics.ConfusionMatrix.PerClassRecall;
        HashSet<uint> present = [.. scored.GetColumn<uint>(label)];
        return Enumerable.Range(0, names.Count).Where(i => present.Contains((uint)i + 1)).ToDictionary(i => names[i], i => values[i]);
    }
}
