using Microsoft.ML;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Folds;

/// <summary>Rows to be split into folds.</summary>
/// <param name="Context">A context.</param>
/// <param name="Data">The rows.</param>
/// <param name="Options">The label, the groups and so on.</param>
/// <param name="IsClassification">Whether the label is a class.</param>
/// <param name="Folds">How many, where the kind of folds does not say.</param>
/// <param name="Seed">What decides.</param>
internal sealed record FoldRequest(MLContext Context, StoredRows Data, ISplitOptions Options, bool IsClassification, int Folds, int Seed)
{
    public int Rows => Data.Count;

    /// <summary>As many rows, groups or times are to be left to train on: those that an inner sweep needs, or one.</summary>
    public int LeastToTrainOn { get; init; } = 1;

    /// <summary>Throws if there are too few rows, or groups, for as many folds.</summary>
    /// <param name="units">How many there are.</param>
    /// <param name="what">What they are called.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="remedy">What to do.</param>
    /// <exception cref="InvalidOperationException">There are too few.</exception>
    public void Require(int units, string what, int folds, string remedy)
    {
        if (folds < 2 || units < folds)
            throw new InvalidOperationException($"There are too few {what} for as many folds: {units}, where {Math.Max(folds, 2)} folds need at least one each. {remedy}");
        int left = units - (units + folds - 1) / folds;
        if (left < LeastToTrainOn)
            throw new InvalidOperationException($"There are too few {what} for as many outer and inner folds: of {units} the {folds} outer folds leave {left} to train on, and the inner folds need at least {LeastToTrainOn}. {remedy}");
    }
}
