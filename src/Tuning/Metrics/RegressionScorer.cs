using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tuning;

/// <summary>A metric of regressions.</summary>
internal sealed class RegressionScorer(MLContext ml, string label, RegressionMetric metric) : Scorer
{
    public override string Metric => metric.ToString();

    public override bool HigherIsBetter => metric == RegressionMetric.RSquared;

    public override double Perfect => metric == RegressionMetric.RSquared ? 1 : 0;

    public override string Label => label;

    public override bool IsClassification => false;

    public override Score Evaluate(IDataView scored, bool perClass)
    {
        RegressionMetrics metrics = ml.Regression.Evaluate(scored, label, DefaultColumnNames.Score);
        return new Score(metric switch
        {
            RegressionMetric.RootMeanSquaredError => metrics.RootMeanSquaredError,
            RegressionMetric.MeanSquaredError => metrics.MeanSquaredError,
            RegressionMetric.MeanAbsoluteError => metrics.MeanAbsoluteError,
            _ => metrics.RSquared,
        });
    }

    /// <summary>The median has the least absolute error, the mean the least squared one.</summary>
    public override double Guess(IDataView training, IDataView validation)
    {
        float[] labels = [.. validation.GetColumn<float>(label)];
        float[] known = [.. training.GetColumn<float>(label).Concat(labels).Where(float.IsFinite).Order()];
        float guess = metric == RegressionMetric.MeanAbsoluteError ? known[known.Length / 2] : (float)known.Average(value => (double)value);
        return Evaluate(
            new MemoryView(labels.Length)
                .Add(label, NumberDataViewType.Single, row => labels[row])
                .Add(DefaultColumnNames.Score, NumberDataViewType.Single, _ => guess),
            perClass: false).Value;
    }

    public override void RequireSense(IDataView scored)
    {
        if (metric == RegressionMetric.RSquared && scored.GetColumn<float>(label).Take(2).Count() < 2)
            throw new UnsuitableMetricException($"{metric} compares with the variance of the label, and a fold of one row has none; take {RegressionMetric.MeanSquaredError}, or fewer folds.");
    }

    protected override bool CanEvaluate(DataViewSchema schema) =>
        Has(schema, label, IsNumber) && Has(schema, DefaultColumnNames.Score, IsNumber);

    protected override string Missing(DataViewSchema schema) => !Has(schema, label, IsNumber)
        ? $"its label column '{label}' is no Single."
        : $"there is no column '{DefaultColumnNames.Score}' of Single, as regression trainers make it.";

    private static bool IsNumber(DataViewType type) => type.Equals(NumberDataViewType.Single);
}
