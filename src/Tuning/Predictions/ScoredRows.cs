namespace MLExtensions.Tuning.Predictions;

/// <summary>Rows beside what a model says of them, in memory: what every metric is computed from.</summary>
/// <param name="weights">The weight of each row; null where all weigh 1.</param>
internal abstract class ScoredRows(double[]? weights)
{
    private RowCounts? _counts;

    /// <summary>How many rows there are.</summary>
    public abstract int Count { get; }

    /// <summary>The weight of each row; null where all weigh 1.</summary>
    public double[]? Weights => weights;

    /// <summary>How many rows count.</summary>
    public RowCounts Counts => _counts ??= CountRows();

    /// <summary>The names of the classes of rows that <see cref="IsKnown"/> denies.</summary>
    public virtual IReadOnlyList<string> UnknownClasses => [];

    /// <summary>The weight of a row.</summary>
    public double Weight(int row) => weights is null ? 1 : weights[row];

    /// <summary>Whether a row has a label; one without counts for no metric.</summary>
    public abstract bool IsLabeled(int row);

    /// <summary>Whether the model gives all its scores of a row, and they are finite.</summary>
    public abstract bool IsAnswered(int row);

    /// <summary>Whether a labeled row is one that the model can be right about: its class was trained on.</summary>
    public virtual bool IsKnown(int row) => true;

    /// <summary>The same rows, with what is known of them from those that the model was trained on.</summary>
    public virtual ScoredRows TrainedOn(ScoredRows training) => this;

    /// <summary>The same rows with other weights; one of weight 0 has no part in any metric.</summary>
    public abstract ScoredRows Weighted(double[] weights);

    private RowCounts CountRows()
    {
        int withoutLabel = 0, unknown = 0, unanswered = 0;
        for (int row = 0; row < Count; row++)
        {
            if (!IsLabeled(row))
                withoutLabel++;
            else if (!IsKnown(row))
                unknown++;
            else if (!IsAnswered(row))
                unanswered++;
        }

        return new RowCounts(Count, withoutLabel, unknown, unanswered);
    }
}
