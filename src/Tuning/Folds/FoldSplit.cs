using Microsoft.ML;
using MLExtensions.Data;

namespace MLExtensions.Tuning;

/// <summary>Splits data into folds.</summary>
internal static class FoldSplit
{
    /// <summary>The folds of ML.NET's cross-validation, or stratified ones.</summary>
    /// <param name="ml">A context.</param>
    /// <param name="data">The rows, the same in each pass.</param>
    /// <param name="options">Which kind of folds.</param>
    /// <param name="folds">How many.</param>
    /// <param name="isClassification">Whether the label is a class.</param>
    /// <param name="seed">What decides.</param>
    /// <exception cref="InvalidOperationException">A fold is empty.</exception>
    public static IReadOnlyList<Fold> Of(
        MLContext ml, IDataView data, SweepOptions options, int folds, bool isClassification, int seed)
    {
        Fold[] split = options.Stratify
            ? Stratified(Strata.Of(ml, data, options.LabelColumnName, isClassification), data, folds, seed)
            : [.. ml.Data.CrossValidationSplit(data, folds, options.SamplingKeyColumnName, seed)
                .Select((part, number) => new Fold(number, part.TrainSet, part.TestSet))];
        foreach (Fold fold in split)
            if (IsEmpty(fold.Training) || IsEmpty(fold.Validation))
                throw new InvalidOperationException($"Fold {fold.Number + 1} of {folds} has no rows to {(IsEmpty(fold.Validation) ? "score" : "train")} on; there are too few {(options.SamplingKeyColumnName is { } key ? $"groups of '{key}'" : "rows")} for as many folds.");
        return split;
    }

    private static Fold[] Stratified(Strata strata, IDataView data, int folds, int seed)
    {
        var foldOf = new int[strata.Rows];
        int[] dealt = strata.Dealt(folds, new Random(seed));
        for (int place = 0; place < dealt.Length; place++)
            foldOf[dealt[place]] = place % folds;
        return [.. Enumerable.Range(0, folds).Select(fold => new Fold(
            fold,
            new RowSubset(data, Array.ConvertAll(foldOf, other => other != fold)),
            new RowSubset(data, Array.ConvertAll(foldOf, other => other == fold))))];
    }

    private static bool IsEmpty(IDataView rows)
    {
        using DataViewRowCursor cursor = rows.GetRowCursor([]);
        return !cursor.MoveNext();
    }
}
