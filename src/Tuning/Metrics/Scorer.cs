using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Trainers;

namespace MLExtensions.Tuning;

/// <summary>A metric of ML.NET, and what it takes to evaluate it.</summary>
internal abstract class Scorer
{
    /// <summary>The metric's name.</summary>
    public abstract string Metric { get; }

    public abstract bool HigherIsBetter { get; }

    /// <summary>What a model without errors would score.</summary>
    public abstract double Perfect { get; }

    /// <summary>The column that is to be predicted.</summary>
    public abstract string Label { get; }

    /// <summary>Whether the label is a class.</summary>
    public abstract bool IsClassification { get; }

    /// <summary>The score of rows whose predictions are beside their labels.</summary>
    public abstract Score Evaluate(IDataView scored, bool perClass);

    /// <summary>
    /// Reads rows once to score many models of a linear trainer on them, to the same metric, many times as fast.
    /// </summary>
    /// <param name="data">What the models were trained on, or the same columns of other rows.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="perClass">Whether to score each class, too.</param>
    /// <param name="numberOfThreads">The threads to read with.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <returns>What scores a model, from several threads; null where only ML.NET can.</returns>
    public virtual Func<ITransformer, Score>? InMemory(
        IDataView data, IPenalisedTrainer trainer, bool perClass, int numberOfThreads, CancellationToken cancellationToken) => null;

    /// <summary>The score of a guess that knows how often which label occurs, and nothing of the features.</summary>
    /// <remarks>
    /// It knows all rows: a label that is more frequent among some of them is the less frequent among the others, so that a
    /// guess from those trained on alone would do worse than chance.
    /// </remarks>
    /// <param name="training">The one part of the rows.</param>
    /// <param name="validation">The other, on which it is scored.</param>
    public abstract double Guess(IDataView training, IDataView validation);

    /// <summary>Throws if the metric says nothing about predictions such as these.</summary>
    /// <exception cref="UnsuitableMetricException">It does not.</exception>
    public abstract void RequireSense(IDataView scored);

    /// <summary>The better of two scores comes first; NaN comes last.</summary>
    public int Compare(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : HigherIsBetter ? b.CompareTo(a) : a.CompareTo(b);

    /// <summary>By how much one score is better than another; negative if it is worse.</summary>
    public double Gain(double better, double worse) => HigherIsBetter ? better - worse : worse - better;

    /// <summary>The predictions of a model: its output up to where it can last be evaluated.</summary>
    /// <remarks>
    /// What follows there turns predicted keys into values, or drops columns, and has no part in how good they are.
    /// </remarks>
    /// <param name="steps">The model's, or the last of them.</param>
    /// <param name="data">What comes before them.</param>
    /// <param name="behind">How many of them the predictions stand behind.</param>
    /// <exception cref="InvalidOperationException">It can be evaluated nowhere.</exception>
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

        return scored ?? throw new InvalidOperationException(
            $"The pipeline's output cannot be evaluated: {Missing(data.Schema)}");
    }

    /// <summary>The steps of a fitted pipeline, one by one.</summary>
    public static IReadOnlyList<ITransformer> Steps(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? [.. chain.SelectMany(Steps)] : [model];

    protected abstract bool CanEvaluate(DataViewSchema schema);

    /// <summary>What it takes to be evaluated, and is not there.</summary>
    protected abstract string Missing(DataViewSchema schema);

    protected static bool Has(DataViewSchema schema, string name, Func<DataViewType, bool> type) =>
        schema.GetColumnOrNull(name) is { } column && type(column.Type);
}
