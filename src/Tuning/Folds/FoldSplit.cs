using MLExtensions.Views;

namespace MLExtensions.Tuning.Folds;

/// <summary>Data split into folds.</summary>
/// <param name="Folds">The folds.</param>
/// <param name="Assignment">Which rows they have.</param>
/// <param name="Summary">What there is to say about them.</param>
internal sealed record FoldSplit(IReadOnlyList<Fold> Folds, FoldAssignment Assignment, FoldSummary Summary)
{
    /// <summary>Splits rows as the options say.</summary>
    /// <exception cref="InvalidOperationException">There are too few rows, groups or times for as many folds.</exception>
    public static FoldSplit Of(FoldRequest request) => Of(request, request.Options.Folds);

    /// <summary>
    /// The outer folds of a nested cross-validation, each of which leaves enough rows, groups or times for the inner ones.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are too few rows, groups or times for as many folds.</exception>
    public static FoldSplit Outer(FoldRequest request)
    {
        SweepFolds folds = request.Options.Folds;
        return Of(request with { LeastToTrainOn = folds.LeastUnits(request.Options.NumberOfFolds) }, folds.Once);
    }

    private static FoldSplit Of(FoldRequest request, SweepFolds kind)
    {
        FoldAssignment assignment = kind.Assign(request);
        (StoredRows Training, StoredRows Validation)[] parts = [.. assignment.Folds.Select(rows => (Subset(rows.IsTraining), Subset(rows.IsValidation)))];
        return new FoldSplit(
            [.. parts.Select((part, number) => new Fold(number, part.Training, part.Validation))],
            assignment,
            new FoldSummary(assignment, parts.Select(part => (part.Training.Count, part.Validation.Count))));

        StoredRows Subset(Func<int, bool> isChosen) => request.Data.Where([.. Enumerable.Range(0, request.Rows).Select(isChosen)]);
    }
}
