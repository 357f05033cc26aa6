using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>A metric of regressions.</summary>
/// <param name="label">The column that is to be predicted.</param>
/// <param name="metric">The metric.</param>
/// <param name="weightColumn">What rows count by; null where all count the same.</param>
/// <param name="own">A metric of the user's own in place of <paramref name="metric"/>; null: none.</param>
internal sealed class RegressionScorer(string label, RegressionMetric metric, string? weightColumn = null, CustomMetric? own = null) : Scorer(label, weightColumn)
{
    public override string Metric => own is not null ? own.Name : metric.ToString();

    public override bool HigherIsBetter => own?.HigherIsBetter ?? metric == RegressionMetric.RSquared;

    public override double Perfect => own?.Perfect ?? (metric == RegressionMetric.RSquared ? 1 : 0);

    public override bool IsSquared => metric is RegressionMetric.MeanSquaredError or RegressionMetric.RSquared;

    public override bool IsClassification => false;

    public override string UndefinedWhere => own is not null ? "where the function that it was made with returns NaN or infinity"
        : metric == RegressionMetric.RSquared ? "where all labels are equal, or no row has an answer"
        : "where no row has an answer";

    public override bool DependsOnLabels => own is null && metric == RegressionMetric.RSquared;

    public override ScoredNumbers Read(IDataView scored, LabelSource source, CancellationToken cancellationToken)
    {
        var labels = new ColumnPart<float>(scored.Schema[LabelColumnName]);
        var scores = new ColumnPart<float>(scored.Schema[DefaultColumnNames.Score]);
        var weights = RowWeights.Of(scored.Schema, ExampleWeightColumnName);
        RowParts.Read(scored, [labels, scores, weights], cancellationToken);
        return new ScoredNumbers([.. labels.Values], [.. scores.Values.Select(score => (double)score)], weights.ToArray());
    }

    public override ScoredNumbers ReadAll(IDataView scored, LabelSource source) => Read(scored, source, CancellationToken.None);

    public override ScoredNumbers? ReadLabels(IDataView data)
    {
        if (!Has(data.Schema, LabelColumnName, IsLabel))
            return null;
        float[] labels = [.. data.GetColumn<float>(LabelColumnName)];
        var none = new double[labels.Length];
        Array.Fill(none, double.NaN);
        return new ScoredNumbers(labels, none, weights: null);
    }

    protected override MetricValue Compute(ScoredRows rows, bool perClass)
    {
        var tally = new RegressionTally((ScoredNumbers)rows);
        double value = own is not null ? own.Score(ScoredView.Of(rows)) : metric switch
        {
            RegressionMetric.RootMeanSquaredError => tally.RootMeanSquaredError,
            RegressionMetric.MeanSquaredError => tally.MeanSquaredError,
            RegressionMetric.MeanAbsoluteError => tally.MeanAbsoluteError,
            _ => tally.RSquared,
        };
        return new MetricValue(value) { Rows = rows.Counts };
    }

    /// <summary>The median has the least absolute error, the mean the least squared one.</summary>
    public override MetricValue Guess(ScoredRows training, ScoredRows validation)
    {
        (double Label, double Weight)[] known = [.. new[] { training, validation }
            .SelectMany(rows => Enumerable.Range(0, rows.Count).Where(rows.IsLabeled).Select(row => ((double)((ScoredNumbers)rows).Labels[row], rows.Weight(row))))
            .Where(pair => pair.Item2 > 0)];
        double guess = metric == RegressionMetric.MeanAbsoluteError
            ? Median(known) : known.Sum(pair => pair.Weight * pair.Label) / known.Sum(pair => pair.Weight);
        return Evaluate(((ScoredNumbers)validation).Guessed(guess), perClass: false);
    }

    public override void RequireLabels(ScoredRows rows, string place)
    {
        base.RequireLabels(rows, place);
        if (!DependsOnLabels)
            return;
        float[] labels = ((ScoredNumbers)rows).Labels;
        float[] known = [.. Enumerable.Range(0, rows.Count).Where(row => rows.IsLabeled(row) && rows.Weight(row) > 0).Select(row => labels[row])];
        string remedy = Remedy(place, nameof(RegressionMetric.RootMeanSquaredError));
        if (known.Length == 1)
            throw new UnsuitableMetricException($"{metric} compares with the variance of the label, and one row has none: {place} has no more. {remedy}");
        if (Array.TrueForAll(known, label => label == known[0]))
            throw new UnsuitableMetricException(string.Create(CultureInfo.InvariantCulture, $"{metric} compares with the variance of the label, and all {known.Length} labels of {place} are {known[0]}. {remedy}"));
    }

    protected override string Catalog => TaskCatalog.Regression;

    protected override bool CanEvaluate(DataViewSchema schema) =>
        Has(schema, LabelColumnName, IsLabel) && Has(schema, DefaultColumnNames.Score, IsLabel);

    protected override string Missing(DataViewSchema schema) => !Has(schema, LabelColumnName, IsLabel)
        ? $"its label column '{LabelColumnName}' is no Single; Conversion.ConvertType makes it one."
        : $"there is no column '{DefaultColumnNames.Score}' of Single, as regression trainers make it.";

    protected override bool IsLabel(DataViewType type) => type.Equals(NumberDataViewType.Single);

    /// <summary>
    /// The first label that has half of the weight at or below it, and of two halves the second begins with it.
    /// </summary>
    private static double Median((double Label, double Weight)[] known)
    {
        double half = known.Sum(pair => pair.Weight) / 2, sum = 0;
        foreach ((double label, double weight) in known.OrderBy(pair => pair.Label))
        {
            sum += weight;
            if (sum > half)
                return label;
        }

        return double.NaN;
    }
}
