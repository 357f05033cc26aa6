namespace MLExtensions.Tuning.Trials;

/// <summary>Says how many rows training had to skip, and why.</summary>
internal static class SkippedRowsText
{
    /// <summary>The share of the rows that is much.</summary>
    private const double Much = 0.1;

    /// <summary>A sentence about the rows skipped; null if there are none.</summary>
    /// <param name="training">The rows that models were trained on, all folds together.</param>
    public static string? Of(RowCounts training)
    {
        int skipped = Skipped(training);
        if (skipped == 0)
            return null;
        List<string> causes = [];
        Add(training.WithoutLabel, "without a label");
        Add(training.OfUnknownClass, "of a class without a score");
        Add(training.Unanswered, "that the model has no answer for, as where a feature is missing (NaN) or infinite");
        Add(training.WithoutWeight, "whose weight is missing (NaN) or infinite");
        return FormattableString.Invariant($"Skipped in training: {skipped:N0} of {training.Rows:N0} rows, all folds together ({100.0 * skipped / training.Rows:F1} %), {string.Join(" and ", causes)}.");

        void Add(int rows, string which)
        {
            if (rows > 0)
                causes.Add(FormattableString.Invariant($"{rows:N0} {which}"));
        }
    }

    /// <summary>The same, if so many were skipped that all else is to be read with that in mind.</summary>
    public static string? OfMuch(RowCounts training) => Skipped(training) > Much * training.Rows ? Of(training) : null;

    private static int Skipped(RowCounts training) => training.WithoutLabel + training.OfUnknownClass + training.Unanswered + training.WithoutWeight;
}
