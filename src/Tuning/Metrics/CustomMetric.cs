using Microsoft.ML;

namespace MLExtensions;

/// <summary>A metric of the user's own, computed from the rows of a fold and what a model says of them.</summary>
/// <example>
/// <code>
/// var cost = new CustomMetric("Cost", higherIsBetter: false, rows =>
///     rows.GetColumn&lt;float&gt;("Label")
///         .Zip(rows.GetColumn&lt;float&gt;("Score"), (label, score) => Math.Max(label - score, 0.1 * (score - label)))
///         .Average());
/// </code>
/// </example>
public sealed class CustomMetric
{
    /// <summary>A metric.</summary>
    /// <param name="name">What it is called in tables and files.</param>
    /// <param name="higherIsBetter">Whether larger values are better.</param>
    /// <param name="score">
    /// The metric of some rows; NaN where it is undefined. It gets a data view with the columns <c>Label</c> and <c>Score</c>, of
    /// classifiers also <c>PredictedLabel</c>, and with <see cref="SweepOptions.ExampleWeightColumnName"/> the column
    /// <c>Weight</c>, whatever they are called in the data. Rows of weight 0 are left out. Of a regression both are
    /// <see cref="float"/>; of a classifier <c>Label</c> and <c>PredictedLabel</c> are keys of the same classes, 0 where there is
    /// none, and <c>Score</c> is a vector with a <see cref="float"/> for each; of a binary classifier the first two are
    /// <see cref="bool"/>, <c>Score</c> is a <see cref="float"/>, and so is <c>Probability</c>, if the model gives it. Of a row
    /// without an answer the scores are NaN. It is called from several threads.
    /// </param>
    /// <param name="perfect">What a model without errors scores. Default: 1 where larger is better, and otherwise 0.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="score"/> is null.</exception>
    public CustomMetric(string name, bool higherIsBetter, Func<IDataView, double> score, double? perfect = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(score);
        Name = name;
        HigherIsBetter = higherIsBetter;
        Score = score;
        Perfect = perfect ?? (higherIsBetter ? 1 : 0);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Whether larger values are better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>What a model without errors scores.</summary>
    public double Perfect { get; }

    internal Func<IDataView, double> Score { get; }
}
