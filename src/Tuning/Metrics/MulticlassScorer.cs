using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Contracts;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>A metric of classifiers.</summary>
/// <param name="label">The column that is to be predicted.</param>
/// <param name="metric">The metric.</param>
/// <param name="topK">How many of the highest scores <see cref="MulticlassMetric.TopKAccuracy"/> looks at.</param>
/// <param name="weightColumn">What rows count by; null where all count the same.</param>
/// <param name="own">A metric of the user's own in place of <paramref name="metric"/>; null: none.</param>
internal sealed class MulticlassScorer(string label, MulticlassMetric metric, int topK, string? weightColumn = null, CustomMetric? own = null)
    : Scorer(label, weightColumn)
{
    public override string Metric => own is not null ? own.Name : metric == MulticlassMetric.TopKAccuracy
        ? string.Create(CultureInfo.InvariantCulture, $"Top{topK}Accuracy") : metric.ToString();

    public override bool HigherIsBetter => own?.HigherIsBetter ?? metric != MulticlassMetric.LogLoss;

    public override double Perfect => own?.Perfect ?? (metric == MulticlassMetric.LogLoss ? 0 : 1);

    public override bool IsClassification => true;

    public override string UndefinedWhere => own is not null ? "where the function that it was made with returns NaN or infinity"
        : metric == MulticlassMetric.LogLossReduction ? "where all rows that count are of one class, or none has an answer and a class with rows to train on"
        : TakesProbabilities ? "where no row has an answer and a class with rows to train on"
        : "where no row has a label";

    public override bool DependsOnLabels => TakesProbabilities;

    public override bool CountsUnanswered => own is null && !TakesProbabilities;

    /// <summary>What the metrics and the log-loss beside them need of the scores, beside the class of the highest.</summary>
    public KeptScores Keeps => Reported.Cast<MulticlassScorer>().Aggregate(OwnKeeps, (kept, other) => kept | other.OwnKeeps);

    private KeptScores OwnKeeps => KeptScores.Probability | (
        own is not null ? KeptScores.All
        : metric == MulticlassMetric.TopKAccuracy ? KeptScores.Rank : KeptScores.None);

    private bool TakesProbabilities => own is null && metric is MulticlassMetric.LogLoss or MulticlassMetric.LogLossReduction;

    public override ScoredClasses Read(IDataView scored, LabelSource source, CancellationToken cancellationToken) =>
        Read(scored, source, Keeps, cancellationToken);

    public override ScoredClasses ReadAll(IDataView scored, LabelSource source) =>
        Read(scored, source, KeptScores.All | KeptScores.Probability, CancellationToken.None);

    private ScoredClasses Read(IDataView scored, LabelSource source, KeptScores kept, CancellationToken cancellationToken)
    {
        DataViewSchema.Column label = scored.Schema[LabelColumnName];
        var labels = new KeyLabels(label, ClassMap.Of(label, scored.Schema[DefaultColumnNames.PredictedLabel]));
        var scores = new ClassScores(scored.Schema[DefaultColumnNames.Score], labels, kept);
        var weights = RowWeights.Of(scored.Schema, ExampleWeightColumnName);
        RowParts.Read(scored, [labels, scores, weights], cancellationToken);
        return scores.Build(labels.Resolve(source), weights.ToArray());
    }

    public override ScoredClasses? ReadLabels(IDataView data)
    {
        if (!Has(data.Schema, LabelColumnName, type => type is PrimitiveDataViewType))
            return null;
        string?[] names = LabelSource.Of(data, LabelColumnName).Read(RowCount.Of(data));
        string[] classes = [.. names.OfType<string>().Distinct()];
        Dictionary<string, int> places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        int[] labels = Array.ConvertAll(names, name => name is null ? ClassLabels.Missing : places[name]);
        var none = new int[names.Length];
        Array.Fill(none, ScoredClasses.None);
        return new ScoredClasses(new ClassLabels(labels, classes.Length, k => classes[k]), weights: null) { Predicted = none };
    }

    protected override MetricValue Compute(ScoredRows rows, bool perClass)
    {
        var tally = new MulticlassTally((ScoredClasses)rows, metric == MulticlassMetric.TopKAccuracy ? topK : 0);
        double value = own is not null ? own.Score(ScoredView.Of(rows)) : metric switch
        {
            MulticlassMetric.MicroAccuracy => tally.MicroAccuracy,
            MulticlassMetric.MacroAccuracy => tally.MacroAccuracy,
            MulticlassMetric.LogLoss => tally.LogLoss,
            MulticlassMetric.LogLossReduction => tally.LogLossReduction,
            _ => tally.TopKAccuracy,
        };
        return new MetricValue(value, perClass ? TakesProbabilities ? tally.LogLosses : tally.Recalls : null)
        {
            LogLoss = tally.LogLoss,
            Rows = rows.Counts,
        };
    }

    public override Func<ITransformer, ScoredRows>? InMemory(
        IDataView data, IPenalizedTrainer trainer, LabelSource source, CancellationToken cancellationToken) =>
        trainer.Columns.LabelKind == LabelKind.Key && LinearClasses.Read(data, trainer.Columns, ExampleWeightColumnName, source, cancellationToken) is { } rows
            ? model => rows.Score((LinearMulticlassModelParametersBase)((ISingleFeaturePredictionTransformer<object>)model).Model, Keeps)
            : null;

    public override MetricValue Guess(ScoredRows training, ScoredRows validation)
    {
        var frequencies = new Dictionary<string, double>();
        foreach (ScoredClasses rows in (ScoredClasses[])[(ScoredClasses)training, (ScoredClasses)validation])
        {
            string[] names = Array.ConvertAll(rows.Labels.Present, rows.Labels.NameOf);
            for (int row = 0; row < rows.Count; row++)
            {
                if (!rows.IsLabeled(row) || !rows.IsKnown(row))
                    continue;
                string name = names[rows.Labels.Places[row]];
                frequencies[name] = frequencies.GetValueOrDefault(name) + rows.Weight(row);
            }
        }

        return Evaluate(((ScoredClasses)validation).Guessed(frequencies), perClass: false);
    }

    protected override void RequireOwnSense(ScoredRows rows)
    {
        if (!TakesProbabilities || ((ScoredClasses)rows).NoProbabilities is not { } values)
            return;
        string numbers = string.Join(", ", values.Take(3).Select(value => value.ToString("G3", CultureInfo.InvariantCulture)));
        throw new UnsuitableMetricException(
            $"{metric} takes probabilities, and the scores of this pipeline are none: {numbers}{(values.Length > 3 ? ", …" : "")} sum to {values.Sum().ToString("G3", CultureInfo.InvariantCulture)}. Margins, as of a support vector machine, go with {MulticlassMetric.MicroAccuracy}, {MulticlassMetric.MacroAccuracy} or {MulticlassMetric.TopKAccuracy}.");
    }

    public override void RequireLabels(ScoredRows rows, string place)
    {
        base.RequireLabels(rows, place);
        if (!TakesProbabilities)
            return;
        ClassLabels labels = ((ScoredClasses)rows).Labels;
        string[] trained =
        [
            .. Enumerable.Range(0, rows.Count).Where(row => rows.IsLabeled(row) && rows.Weight(row) > 0).Select(row => labels.Places[row]).Distinct()
                .Where(((ScoredClasses)rows).IsTrained).Select(k => labels.NameOf(labels.Present[k])),
        ];
        string remedy = Remedy(place, nameof(MulticlassMetric.MicroAccuracy));
        if (trained.Length == 0)
            throw new UnsuitableMetricException($"{metric} leaves out rows of classes without a row to train on, and {place} has no others: {rows.Counts}. {remedy}");
        if (trained.Length == 1 && metric == MulticlassMetric.LogLossReduction)
            throw new UnsuitableMetricException($"{metric} compares with the entropy of the classes, and all rows of {place} that count are of one, '{trained[0]}', whose entropy is 0. {remedy}");
    }

    protected override string Catalog => TaskCatalog.MulticlassClassification;

    protected override bool CanEvaluate(DataViewSchema schema) =>
        Has(schema, LabelColumnName, IsLabel)
        && Has(schema, DefaultColumnNames.Score, IsScore)
        && Has(schema, DefaultColumnNames.PredictedLabel, type => type is KeyDataViewType);

    protected override bool IsLabel(DataViewType type) => type is KeyDataViewType;

    protected override string Missing(DataViewSchema schema) =>
        !Has(schema, LabelColumnName, IsLabel) ? $"its label column '{LabelColumnName}' is no key; MapValueToKey makes one."
        : !Has(schema, DefaultColumnNames.Score, IsScore) ? $"there is no column '{DefaultColumnNames.Score}' with a score for each class, as multiclass trainers make it."
        : $"there is no key column '{DefaultColumnNames.PredictedLabel}', as multiclass trainers make it.";

    private static bool IsScore(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType.Equals(NumberDataViewType.Single);
}
