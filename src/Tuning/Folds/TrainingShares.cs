using Microsoft.ML;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Folds;

/// <summary>
/// Folds of which only a share of the rows is trained on; of two shares the larger has all rows of the smaller.
/// </summary>
/// <param name="ml">A context.</param>
/// <param name="folds">The folds.</param>
/// <param name="label">What classes are told by, so that each share has them about as often.</param>
/// <param name="isClassification">Whether it is a class.</param>
/// <param name="seed">What decides which rows come first.</param>
internal sealed class TrainingShares(MLContext ml, IReadOnlyList<Fold> folds, string label, bool isClassification, int seed)
{
    private readonly int[]?[] _orders = new int[]?[folds.Count];

    /// <summary>A fold with so large a share of its training rows, at least one of them.</summary>
    public Fold Of(int fold, double share)
    {
        Fold whole = folds[fold];
        if (share == 1)
            return whole;

        int[] order = _orders[fold] ??= Strata.InterleavedOrShuffled(ml, whole.Training, label, isClassification, new Random(seed));
        return whole with { Training = StoredRows.Of(whole.Training).First(order, Math.Max(1, (int)Math.Round(share * order.Length))) };
    }
}
