using Microsoft.ML;

namespace MLExtensions.Tuning;

/// <summary>Looks at the labels of folds before anything is fitted.</summary>
internal static class FoldLabels
{
    /// <summary>Throws if the labels are such that no model can be scored, as far as they are there before the pipeline.</summary>
    /// <param name="scorer">The metric.</param>
    /// <param name="data">All rows.</param>
    /// <param name="folds">The folds.</param>
    /// <exception cref="InvalidOperationException">They are.</exception>
    public static void Require(Scorer scorer, IDataView data, IReadOnlyList<Fold> folds)
    {
        if (scorer.ReadLabels(data) is not { } all)
            return;
        if (all is ScoredClasses { Labels: { Present: [int only] } labels })
            throw new InvalidOperationException($"All labels in the column '{scorer.Label}' are '{labels.NameOf(only)}': there is only one class, and nothing to tell apart.");
        if (!scorer.DependsOnLabels)
            return;
        foreach (Fold fold in folds)
            scorer.RequireLabels(scorer.ReadLabels(fold.Validation)!.TrainedOn(scorer.ReadLabels(fold.Training)!), $"fold {fold.Number + 1}");
    }
}
