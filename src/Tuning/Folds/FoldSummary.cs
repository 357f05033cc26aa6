using System.Globalization;
using MLExtensions.Tuning.Folds;

namespace MLExtensions;

/// <summary>How the rows were split, and what the standard errors of the scores mean.</summary>
public sealed class FoldSummary
{
    /// <param name="assignment">What the folds are.</param>
    /// <param name="rows">How many rows each has.</param>
    internal FoldSummary(FoldAssignment assignment, IEnumerable<(int Training, int Validation)> rows)
    {
        Description = assignment.Kind;
        StandardError = assignment.StandardError;
        Folds = [.. assignment.Folds.Zip(rows, (fold, count) => new FoldSize(fold.Name, fold.Repeat + 1, count.Training, count.Validation))];
    }

    /// <summary>What the folds are, and how they came about.</summary>
    public string Description { get; }

    /// <summary>What a standard error behind ± is, in words.</summary>
    public string StandardError { get; }

    /// <summary>The folds, in the order of <see cref="ScoreSummary.Folds"/>.</summary>
    public IReadOnlyList<FoldSize> Folds { get; }

    /// <summary>What the folds are, how many rows they have, and what ± is.</summary>
    public override string ToString()
    {
        int fewest = Folds.Min(fold => fold.ValidationRows);
        int most = Folds.Max(fold => fold.ValidationRows);
        string rows = fewest == most ? string.Create(CultureInfo.InvariantCulture, $"{most:N0}") : string.Create(CultureInfo.InvariantCulture, $"{fewest:N0} to {most:N0}");
        return $"{Description}; {rows} {(most == 1 ? "row" : "rows")} each.{Environment.NewLine}± is {StandardError}.";
    }
}
