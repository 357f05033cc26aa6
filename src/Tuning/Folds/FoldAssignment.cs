using System.Globalization;

namespace MLExtensions.Tuning.Folds;

/// <summary>Which rows are trained on and which are scored, fold by fold.</summary>
/// <param name="Folds">The folds.</param>
/// <param name="Kind">What they are, in words, and how they came about.</param>
/// <param name="StandardError">What the standard error of their mean is, in words.</param>
internal sealed record FoldAssignment(IReadOnlyList<FoldRows> Folds, string Kind, string StandardError)
{
    /// <summary>Folds of which each is scored by models trained on all other rows.</summary>
    /// <param name="foldOf">For each repeat the fold of each row; negative where it is in none.</param>
    /// <param name="folds">How many folds each repeat has.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="standardError">What their standard error is.</param>
    /// <param name="names">What they are called. Default: null, by their numbers.</param>
    public static FoldAssignment Partition(
        IReadOnlyList<int[]> foldOf, int folds, string kind, string standardError, IReadOnlyList<string>? names = null) => new(
    [
        .. foldOf.SelectMany((ofRow, repeat) => Enumerable.Range(0, folds).Select(fold => new FoldRows(
            names?[fold] ?? (fold + 1).ToString(CultureInfo.InvariantCulture), repeat, row => ofRow[row] != fold, row => ofRow[row] == fold))),
    ], kind, standardError);
}
