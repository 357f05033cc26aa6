using System.Globalization;

namespace MLExtensions.Tuning.Folds;

/// <summary><see cref="SweepFolds.OfColumn"/>.</summary>
internal sealed class ColumnFolds(string columnName) : SweepFolds
{
    private protected override string Name => nameof(OfColumn);

    internal override int LeastUnits(int folds) => 2;

    internal override string Describe(ISplitOptions options) => $"folds of column '{columnName}'";

    internal override void Check(ISplitOptions options)
    {
        Refuse(options.Stratify, nameof(options.Stratify));
        Refuse(options.SamplingKeyColumnName is not null, nameof(options.SamplingKeyColumnName));
    }

    internal override FoldAssignment Assign(FoldRequest request)
    {
        var values = ColumnGroups.Read(request.Data, columnName, "fold");
        int[] folds = [.. values.Ordered.Where(value => !values.IsMissing(value))];
        request.Require(folds.Length, $"values of '{columnName}'", folds.Length, "Give each fold a value of its own.");
        int[] foldOf = Array.ConvertAll(values.OfRow, value => Array.IndexOf(folds, value));
        string number = folds.Length.ToString(CultureInfo.InvariantCulture);
        return FoldAssignment.Partition(
            [foldOf], folds.Length, $"{number} folds, those of column '{columnName}'",
            $"the standard error of the mean over {number} folds of your own, taken for alike; as they share training rows, it is somewhat too small",
            Array.ConvertAll(folds, values.NameOf));
    }
}
