using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>A metric of binary classifiers.</summary>
/// <param name="label">The column that is to be predicted.</param>
/// <param name="metric">The metric.</param>
/// <param name="weightColumn">What rows count by; null where all count the same.</param>
/// <param name="own">A metric of the user's own in place of <paramref name="metric"/>; null: none.</param>
internal sealed class BinaryScorer(string label, BinaryMetric metric, string? weightColumn = null, CustomMetric? own = null) : Scorer(label, weightColumn)
{
    public override string Metric => own is not null ? own.Name : metric.ToString();

    public override bool HigherIsBetter => own?.HigherIsBetter ?? metric != BinaryMetric.LogLoss;

    public override double Perfect => own?.Perfect ?? (metric == BinaryMetric.LogLoss ? 0 : 1);

    public override bool IsClassification => true;

    public override string UndefinedWhere => own is not null ? "where the function that it was made with returns NaN or infinity"
        : NeedsTrue && NeedsFalse ? "where the rows that have an answer are all of one label"
        : "where no row has an answer";

    /// <summary>A model cannot learn one label from the other.</summary>
    public override bool DependsOnLabels => true;

    public override bool CountsUnanswered => own is null && metric is BinaryMetric.Accuracy or BinaryMetric.F1Score or BinaryMetric.PositiveRecall or BinaryMetric.NegativeRecall;

    private bool TakesProbabilities => own is null && metric is BinaryMetric.LogLoss or BinaryMetric.LogLossReduction;

    /// <summary>Whether it says nothing about rows of which none is true.</summary>
    private bool NeedsTrue => own is null && metric is not (BinaryMetric.Accuracy or BinaryMetric.LogLoss or BinaryMetric.NegativePrecision or BinaryMetric.NegativeRecall);

    /// <summary>Whether it says nothing about rows of which none is false.</summary>
    private bool NeedsFalse => own is null
        && metric is BinaryMetric.AreaUnderRocCurve or BinaryMetric.LogLossReduction or BinaryMetric.NegativePrecision or BinaryMetric.NegativeRecall;

    public override ScoredBooleans Read(IDataView scored, LabelSource source, CancellationToken cancellationToken)
    {
        var labels = new ColumnPart<bool>(scored.Schema[LabelColumnName]);
        var scores = new ColumnPart<float>(scored.Schema[DefaultColumnNames.Score]);
        var predicted = new ColumnPart<bool>(scored.Schema[DefaultColumnNames.PredictedLabel]);
        ColumnPart<float>? probabilities = Has(scored.Schema, DefaultColumnNames.Probability, IsNumber) ? new(scored.Schema[DefaultColumnNames.Probability]) : null;
        var weights = RowWeights.Of(scored.Schema, ExampleWeightColumnName);
        RowParts.Read(scored, [labels, scores, predicted, .. probabilities is null ? Array.Empty<IRowPart>() : [probabilities], weights], cancellationToken);
        return new ScoredBooleans(
            [.. labels.Values], [.. scores.Values], [.. predicted.Values], probabilities is null ? null : [.. probabilities.Values], weights.ToArray());
    }

    public override ScoredBooleans ReadAll(IDataView scored, LabelSource source) => Read(scored, source, CancellationToken.None);

    public override ScoredBooleans? ReadLabels(IDataView data)
    {
        if (!Has(data.Schema, LabelColumnName, IsLabel))
            return null;
        bool[] labels = [.. data.GetColumn<bool>(LabelColumnName)];
        var none = new float[labels.Length];
        Array.Fill(none, float.NaN);
        return new ScoredBooleans(labels, none, new bool[labels.Length], probabilities: null, weights: null);
    }

    public override Func<ITransformer, ScoredRows>? InMemory(
        IDataView data, IPenalizedTrainer trainer, LabelSource source, CancellationToken cancellationToken) =>
        trainer.Columns.LabelKind == LabelKind.Boolean && LinearBooleans.Read(data, trainer.Columns, ExampleWeightColumnName, cancellationToken) is { } rows ? rows.Score : null;

    protected override MetricValue Compute(ScoredRows rows, bool perClass)
    {
        var tally = new BinaryTally((ScoredBooleans)rows);
        double value = own is not null ? own.Score(ScoredView.Of(rows)) : metric switch
        {
            BinaryMetric.AreaUnderRocCurve => tally.AreaUnderRocCurve,
            BinaryMetric.AreaUnderPrecisionRecallCurve => tally.AreaUnderPrecisionRecallCurve,
            BinaryMetric.Accuracy => tally.Accuracy,
            BinaryMetric.F1Score => tally.F1Score,
            BinaryMetric.PositivePrecision => tally.PositivePrecision,
            BinaryMetric.PositiveRecall => tally.PositiveRecall,
            BinaryMetric.NegativePrecision => tally.NegativePrecision,
            BinaryMetric.NegativeRecall => tally.NegativeRecall,
            BinaryMetric.LogLoss => tally.LogLoss,
            _ => tally.LogLossReduction,
        };
        return new MetricValue(value) { LogLoss = tally.NaturalLogLoss, Rows = rows.Counts };
    }

    /// <summary>
    /// All rows have the same score, so that the areas are 1/2 and the share of rows that are true; taken for true are all for the F1 score,
    /// as many as are true, at random, for precisions and recalls, and otherwise all or none.
    /// </summary>
    public override MetricValue Guess(ScoredRows training, ScoredRows validation)
    {
        double positives = 0, all = 0;
        foreach (ScoredBooleans rows in (ScoredBooleans[])[(ScoredBooleans)training, (ScoredBooleans)validation])
        {
            for (int row = 0; row < rows.Count; row++)
            {
                all += rows.Weight(row);
                positives += rows.Labels[row] ? rows.Weight(row) : 0;
            }
        }

        double share = positives / all;
        MetricValue guess = Evaluate(((ScoredBooleans)validation).Guessed(share, own is null && metric == BinaryMetric.F1Score || share > 0.5), perClass: false);
        return own is not null ? guess : metric switch
        {
            BinaryMetric.AreaUnderPrecisionRecallCurve or BinaryMetric.PositivePrecision or BinaryMetric.PositiveRecall => guess with { Value = share },
            BinaryMetric.NegativePrecision or BinaryMetric.NegativeRecall => guess with { Value = 1 - share },
            _ => guess,
        };
    }

    public override void RequireLabels(ScoredRows rows, string place)
    {
        base.RequireLabels(rows, place);
        var booleans = (ScoredBooleans)rows;
        if (booleans.OnlyTrained is { } only)
            throw new UnsuitableMetricException($"All rows to train on for {place} are {only.ToString().ToLowerInvariant()} by the column '{LabelColumnName}', so that there is nothing to tell apart. {Remedy(place, "more rows of the other label")}");
        foreach (bool needed in (bool[])[true, false])
        {
            if ((needed ? NeedsTrue : NeedsFalse) && !Enumerable.Range(0, rows.Count).Any(row => booleans.Labels[row] == needed && rows.Weight(row) > 0))
                throw new UnsuitableMetricException($"{metric} needs rows that are {needed.ToString().ToLowerInvariant()} by the column '{LabelColumnName}', and {place} has none{(ExampleWeightColumnName is null ? "" : " that counts")}. {Remedy(place, nameof(BinaryMetric.Accuracy))}");
        }
    }

    protected override void RequireOwnSense(ScoredRows rows)
    {
        if (TakesProbabilities && ((ScoredBooleans)rows).Probabilities is null)
            throw new UnsuitableMetricException($"{metric} takes probabilities, and the output of this pipeline has no column '{DefaultColumnNames.Probability}' of Single. Margins, as of a support vector machine, go with {nameof(BinaryMetric.AreaUnderRocCurve)}, {nameof(BinaryMetric.F1Score)} or {nameof(BinaryMetric.Accuracy)}; a calibrator behind the trainer, such as mlContext.BinaryClassification.Calibrators.Platt, makes probabilities of them.");
    }

    protected override string Catalog => TaskCatalog.BinaryClassification;

    protected override bool CanEvaluate(DataViewSchema schema) =>
        Has(schema, LabelColumnName, IsLabel) && Has(schema, DefaultColumnNames.Score, IsNumber) && Has(schema, DefaultColumnNames.PredictedLabel, IsLabel);

    protected override bool IsLabel(DataViewType type) => type is BooleanDataViewType;

    protected override string Missing(DataViewSchema schema) =>
        !Has(schema, LabelColumnName, IsLabel) ? $"its label column '{LabelColumnName}' is no Boolean; Conversion.ConvertType or a CustomMapping makes it one."
        : !Has(schema, DefaultColumnNames.Score, IsNumber) ? $"there is no column '{DefaultColumnNames.Score}' of Single, as binary trainers make it."
        : $"there is no column '{DefaultColumnNames.PredictedLabel}' of Boolean, as binary trainers make it.";

    private static bool IsNumber(DataViewType type) => type.Equals(NumberDataViewType.Single);
}
