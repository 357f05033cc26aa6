using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>A metric of ML.NET, and what it takes to evaluate it.</summary>
/// <remarks>
/// Rows and what a model says of them are read into memory once, as <see cref="ScoredRows"/>; every metric is computed from
/// these. Where ML.NET's evaluator gives a metric a meaning, it is the same.
/// </remarks>
/// <param name="label">The column that is to be predicted.</param>
/// <param name="weightColumn">What rows count by; null where all count the same.</param>
internal abstract class Scorer(string label, string? weightColumn)
{
    /// <summary>The metric's name.</summary>
    public abstract string Metric { get; }

    public abstract bool HigherIsBetter { get; }

    /// <summary>What a model without errors would score.</summary>
    public abstract double Perfect { get; }

    /// <summary>Whether it is made of squared errors, so that its root is in the label's units.</summary>
    public virtual bool IsSquared => false;

    /// <summary>The column that is to be predicted.</summary>
    public string LabelColumnName => label;

    /// <summary>What rows count by; null where all count the same.</summary>
    public string? ExampleWeightColumnName => weightColumn;

    /// <summary>Whether the label is a class.</summary>
    public abstract bool IsClassification { get; }

    /// <summary>Metrics that are reported beside this one, from the same rows.</summary>
    public IReadOnlyList<Scorer> Reported { get; init; } = [];

    /// <summary>What is scored, in words: the metric, those reported beside it, and what rows count by.</summary>
    public string Description =>
        $"{string.Join(", ", Reported.Select(other => other.Metric).Prepend(Metric))} of '{LabelColumnName}'{(ExampleWeightColumnName is null ? "" : $" weighted by '{ExampleWeightColumnName}'")}";

    /// <summary>Whether a row without an answer is wrong; otherwise it is left out.</summary>
    public virtual bool CountsUnanswered => false;

    /// <summary>Where the metric has no finite value, in words that follow "it has none".</summary>
    public abstract string UndefinedWhere { get; }

    /// <summary>Whether the labels of a fold can make it undefined, whatever a model says.</summary>
    public abstract bool DependsOnLabels { get; }

    /// <summary>Reads rows whose predictions are beside their labels, in one pass.</summary>
    /// <param name="scored">The rows, as <see cref="Predict"/> gives them.</param>
    /// <param name="source">What the labels were before the pipeline made keys of them.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public abstract ScoredRows Read(IDataView scored, LabelSource source, CancellationToken cancellationToken);

    /// <summary>Reads the labels of rows before the pipeline, where they are there already, as rows without an answer.</summary>
    /// <returns>Null where there is no such column, or of another type.</returns>
    public abstract ScoredRows? ReadLabels(IDataView data);

    /// <summary>Reads the same rows with all that there is to know of their scores.</summary>
    public abstract ScoredRows ReadAll(IDataView scored, LabelSource source);

    /// <summary>The score of rows; NaN where there are none to score, or the metric is undefined.</summary>
    public MetricValue Evaluate(ScoredRows rows, bool perClass) => Compute(rows, perClass) with
    {
        Reported = Reported.Count == 0 ? null : Reported.ToDictionary(other => other.Metric, other => other.Compute(rows, perClass: false).Value),
    };

    /// <summary>
    /// Reads rows once to score many models of a linear trainer on them, to the same metric, many times as fast.
    /// </summary>
    /// <param name="data">What the models were trained on, or the same columns of other rows.</param>
    /// <param name="trainer">The trainer, of the scorer's label.</param>
    /// <param name="source">What the labels were before they became keys.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <returns>What scores rows with a model, from several threads; null where only the model itself can.</returns>
    public virtual Func<ITransformer, ScoredRows>? InMemory(
        IDataView data, IPenalizedTrainer trainer, LabelSource source, CancellationToken cancellationToken) => null;

    /// <summary>The score of a guess that knows how often which label occurs, and nothing of the features.</summary>
    /// <remarks>
    /// It knows all rows: a label that is more frequent among some of them is the less frequent among the others, so that a
    /// guess from those trained on alone would do worse than chance.
    /// </remarks>
    /// <param name="training">The one part of the rows.</param>
    /// <param name="validation">The other, on which it is scored.</param>
    public abstract MetricValue Guess(ScoredRows training, ScoredRows validation);

    /// <summary>Throws if the metric, or one of those reported beside it, says nothing about predictions such as these.</summary>
    /// <exception cref="UnsuitableMetricException">It does not.</exception>
    public void RequireSense(ScoredRows rows)
    {
        RequireOwnSense(rows);
        foreach (Scorer other in Reported)
            other.RequireOwnSense(rows);
    }

    /// <summary>Throws if the metric is undefined for rows with such labels, whatever a model says.</summary>
    /// <param name="rows">The rows, with what is known of them from those trained on.</param>
    /// <param name="place">What they are, such as <c>fold 2</c>.</param>
    /// <exception cref="UnsuitableMetricException">It is; the message names a remedy.</exception>
    public virtual void RequireLabels(ScoredRows rows, string place)
    {
        if (rows.Counts.Rows == rows.Counts.WithoutLabel)
            throw new UnsuitableMetricException(rows.Count == 0
                ? $"There are no rows to score in {place}."
                : $"All {rows.Counts.Rows:N0} rows of {place} lack a label in the column '{LabelColumnName}', so that there is nothing to score there.");
        if (!Enumerable.Range(0, rows.Count).Any(row => rows.IsLabeled(row) && rows.Weight(row) > 0))
            throw new UnsuitableMetricException($"All rows of {place} that have a label weigh 0 by the column '{ExampleWeightColumnName}', so that there is nothing to score there.");
    }

    /// <summary>The score of rows, which has to be finite.</summary>
    /// <param name="rows">The rows, with what is known of them from those trained on.</param>
    /// <param name="place">What they are, such as <c>fold 2</c>.</param>
    /// <param name="perClass">Whether to score each class, too.</param>
    /// <exception cref="UnsuitableMetricException">It is undefined for the labels, or for scores such as these.</exception>
    /// <exception cref="InvalidOperationException">It is undefined for what this model says.</exception>
    public MetricValue Require(ScoredRows rows, string place, bool perClass)
    {
        RequireSense(rows);
        RequireLabels(rows, place);
        MetricValue score = Evaluate(rows, perClass);
        if (double.IsFinite(score.Value))
            return score;
        string hint = rows.Counts.Unanswered > 0
            ? " A model gives no answer for rows that lack a feature, unless a step such as ReplaceMissingValues fills it in." : "";
        throw new InvalidOperationException(
            $"{Metric} has no finite value on {place}, {rows.Counts}: it has none {UndefinedWhere}.{hint}");
    }

    /// <summary>The better of two scores comes first; NaN and infinity come last.</summary>
    public int Compare(double a, double b) =>
        double.IsFinite(a) && double.IsFinite(b)
            ? HigherIsBetter ? b.CompareTo(a) : a.CompareTo(b)
            : double.IsFinite(b).CompareTo(double.IsFinite(a));

    /// <summary>By how much one score is better than another; negative if it is worse.</summary>
    public double Gain(double better, double worse) => HigherIsBetter ? better - worse : worse - better;

    /// <summary>Rows scored by a model.</summary>
    /// <param name="steps">The model's steps.</param>
    /// <param name="data">The rows before them.</param>
    /// <exception cref="InvalidOperationException">The model's output can be evaluated nowhere.</exception>
    public ScoredRows Score(IReadOnlyList<ITransformer> steps, IDataView data)
    {
        IDataView scored = Predict(steps, data, out int behind);
        return Read(scored, LabelSource.Trace(data, [.. steps.Take(behind)], LabelColumnName), CancellationToken.None);
    }

    /// <summary>The predictions of a model: its output up to where it can last be evaluated.</summary>
    /// <remarks>
    /// What follows there turns predicted keys into values, or drops columns, and has no part in how good they are.
    /// </remarks>
    /// <param name="steps">The model's, or the last of them.</param>
    /// <param name="data">What comes before them.</param>
    /// <param name="behind">How many of them the predictions stand behind.</param>
    /// <exception cref="UnsuitableMetricException">There are no labels to compare with.</exception>
    /// <exception cref="InvalidOperationException">There are no predictions.</exception>
    public IDataView Predict(IReadOnlyList<ITransformer> steps, IDataView data, out int behind)
    {
        behind = 0;
        IDataView? scored = CanEvaluate(data.Schema) ? data : null;
        for (int i = 0; i < steps.Count; i++)
        {
            data = steps[i].Transform(data);
            if (CanEvaluate(data.Schema))
                (scored, behind) = (data, i + 1);
        }

        return scored ?? throw Unscorable(data.Schema);
    }

    /// <summary>The steps of a fitted pipeline, one by one.</summary>
    public static IReadOnlyList<ITransformer> Steps(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? [.. chain.SelectMany(Steps)] : [model];

    /// <summary>The score of rows by this metric alone.</summary>
    protected abstract MetricValue Compute(ScoredRows rows, bool perClass);

    /// <summary>Throws if this metric says nothing about predictions such as these.</summary>
    /// <exception cref="UnsuitableMetricException">It does not.</exception>
    protected virtual void RequireOwnSense(ScoredRows rows)
    {
    }

    /// <summary>What to do where the labels of some rows leave a metric undefined.</summary>
    /// <param name="place">What the rows are, such as <c>fold 2</c>.</param>
    /// <param name="other">A metric that is defined there.</param>
    protected static string Remedy(string place, string other) => place.StartsWith("fold", StringComparison.Ordinal)
        ? $"Take folds that are stratified (Stratify), fewer folds, or {other}."
        : $"Take other rows, or {other}.";

    /// <summary>The catalog of ML.NET whose trainers it scores.</summary>
    protected abstract string Catalog { get; }

    protected abstract bool CanEvaluate(DataViewSchema schema);

    /// <summary>Whether a column of a type can be what is to be predicted.</summary>
    protected abstract bool IsLabel(DataViewType type);

    /// <summary>What it takes to be evaluated, and is not there.</summary>
    protected abstract string Missing(DataViewSchema schema);

    /// <summary>Of a wrong label or task every trial says the same; a score may be missing in one of them.</summary>
    private InvalidOperationException Unscorable(DataViewSchema schema)
    {
        const string Start = "The pipeline's output cannot be evaluated: ";
        if (schema.GetColumnOrNull(LabelColumnName) is null)
        {
            string others = string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => $"'{column.Name}'"));
            return new UnsuitableMetricException($"{Start}there is no column '{LabelColumnName}' in it. {nameof(LabelColumnName)} has to name the column to be predicted; there are {others}.");
        }

        if (TaskCatalog.Of(schema) is { } other && other != Catalog)
            return new UnsuitableMetricException($"{Start}it is that of a trainer of mlContext.{other}, and this is a sweep of mlContext.{Catalog}. Call mlContext.{other} instead, or end the pipeline with a trainer of mlContext.{Catalog}.");

        string text = Start + Missing(schema);
        return Has(schema, LabelColumnName, IsLabel) ? new InvalidOperationException(text) : new UnsuitableMetricException(text);
    }

    protected static bool Has(DataViewSchema schema, string name, Func<DataViewType, bool> type) =>
        schema.GetColumnOrNull(name) is { } column && type(column.Type);
}
