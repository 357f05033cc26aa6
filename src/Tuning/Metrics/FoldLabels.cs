using System.Globalization;
using Microsoft.ML;
using MLExtensions.Tuning.Folds;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Looks at the labels of folds before anything is fitted.</summary>
internal static class FoldLabels
{
    /// <summary>
    /// Throws if the labels are such that no model can be scored, as far as they are there before the pipeline.
    /// </summary>
    /// <param name="scorer">The metric.</param>
    /// <param name="data">All rows.</param>
    /// <param name="folds">The folds.</param>
    /// <exception cref="InvalidOperationException">They are.</exception>
    public static void Require(Scorer scorer, IDataView data, IReadOnlyList<Fold> folds)
    {
        if (scorer.ReadLabels(data) is not { } all)
            return;
        RequireTwoClasses(scorer, all);
        if (!scorer.DependsOnLabels)
            return;
        foreach (Fold fold in folds)
            scorer.RequireLabels(scorer.ReadLabels(fold.Validation)!.TrainedOn(scorer.ReadLabels(fold.Training)!), $"fold {fold.Number + 1}");
    }

    /// <summary>
    /// Throws if the labels of a sample are all the same, as far as they are there before the pipeline, so that there is nothing
    /// to learn.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are, or there are none.</exception>
    public static void RequireDifferent(Scorer scorer, IDataView sample)
    {
        if (scorer.ReadLabels(sample) is not { } all)
            return;
        RequireTwoClasses(scorer, all);
        if (all is ScoredNumbers { Labels: { Length: > 1 } numbers } && Array.TrueForAll(numbers, number => number == numbers[0]))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"All {numbers.Length} labels in the column '{scorer.LabelColumnName}' are {numbers[0]}: there is nothing to learn from them. Take rows with different labels, or more of them."));
    }

    private static void RequireTwoClasses(Scorer scorer, ScoredRows all)
    {
        if (all is ScoredClasses { Labels: { Present: [int only] } labels })
            throw OneClass(scorer, labels.NameOf(only));
        if (all is ScoredBooleans { Labels: { Length: > 0 } booleans } && Array.TrueForAll(booleans, label => label == booleans[0]))
            throw OneClass(scorer, booleans[0] ? "true" : "false");
    }

    private static InvalidOperationException OneClass(Scorer scorer, string name) =>
        new($"All labels in the column '{scorer.LabelColumnName}' are '{name}': there is only one class, and nothing to tell apart.");
}
