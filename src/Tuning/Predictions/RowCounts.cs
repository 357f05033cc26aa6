using System.Text.Json.Serialization;

namespace MLExtensions;

/// <summary>How many rows a score rests on, and how many it does not rest on, or counts as wrong, and why.</summary>
public sealed record RowCounts
{
    // A checkpoint file keeps it.
    [JsonConstructor]
    internal RowCounts(int rows, int withoutLabel, int ofUnknownClass, int unanswered, int withoutWeight = 0)
    {
        Rows = rows;
        WithoutLabel = withoutLabel;
        OfUnknownClass = ofUnknownClass;
        Unanswered = unanswered;
        WithoutWeight = withoutWeight;
    }

    /// <summary>All rows that were to be scored.</summary>
    public int Rows { get; }

    /// <summary>Those whose label is missing (a number: NaN or infinite). No metric counts them.</summary>
    public int WithoutLabel { get; }

    /// <summary>
    /// Those with a label of which there was no row to train on. They are wrong for accuracies, and left out of log-loss and its
    /// like.
    /// </summary>
    public int OfUnknownClass { get; }

    /// <summary>
    /// Those with a label that the model gave no finite score for, as where a feature is missing. They are wrong for accuracies,
    /// and left out of all other metrics.
    /// </summary>
    public int Unanswered { get; }

    /// <summary>
    /// Of rows trained on, those with a label and an answer that training skipped all the same, as their example weight is
    /// missing (NaN) or infinite. Known of the linear trainers of this library, where they are steps of the pipeline or links of
    /// a chain that is one; otherwise 0.
    /// </summary>
    public int WithoutWeight { get; internal init; }

    /// <summary>Those with a label that is known and an answer.</summary>
    public int Answered => Rows - WithoutLabel - OfUnknownClass - Unanswered;

    /// <summary>The rows of both.</summary>
    public static RowCounts operator +(RowCounts a, RowCounts b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new(a.Rows + b.Rows, a.WithoutLabel + b.WithoutLabel, a.OfUnknownClass + b.OfUnknownClass, a.Unanswered + b.Unanswered, a.WithoutWeight + b.WithoutWeight);
    }

    /// <summary>Such as <c>99 rows (9 of a class without a row to train on)</c>.</summary>
    public override string ToString()
    {
        List<string> causes = [];
        if (WithoutLabel > 0)
            causes.Add(Invariant($"{WithoutLabel:N0} without a label"));
        if (OfUnknownClass > 0)
            causes.Add(Invariant($"{OfUnknownClass:N0} of a class without a row to train on"));
        if (Unanswered > 0)
            causes.Add(Invariant($"{Unanswered:N0} without an answer"));
        if (WithoutWeight > 0)
            causes.Add(Invariant($"{WithoutWeight:N0} without a weight"));
        string rows = Invariant($"{Rows:N0} rows");
        return causes.Count == 0 ? rows : $"{rows} ({string.Join(", ", causes)})";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
