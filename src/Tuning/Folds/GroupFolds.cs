using System.Globalization;

namespace MLExtensions.Tuning.Folds;

/// <summary><see cref="SweepFolds.LeaveOneGroupOut"/>.</summary>
internal sealed class GroupFolds : SweepFolds
{
    private protected override string Name => nameof(LeaveOneGroupOut);

    internal override int LeastUnits(int folds) => 2;

    internal override string Describe(ISplitOptions options) => $"leave one group out by '{options.SamplingKeyColumnName}'";

    internal override void Check(ISplitOptions options)
    {
        Refuse(options.Stratify, nameof(options.Stratify));
        if (options.SamplingKeyColumnName is null)
            throw new ArgumentException($"{nameof(SweepFolds)}.{nameof(LeaveOneGroupOut)} takes the groups from the column that {nameof(options.SamplingKeyColumnName)} names; it is null.");
    }

    internal override FoldAssignment Assign(FoldRequest request)
    {
        string key = request.Options.SamplingKeyColumnName!;
        var groups = ColumnGroups.Read(request.Data, key, "sampling key");
        request.Require(groups.Count, $"groups of '{key}'", groups.Count, "Collect rows of more groups.");
        string number = groups.Count.ToString(CultureInfo.InvariantCulture);
        return FoldAssignment.Partition(
            [groups.OfRow], groups.Count, $"{number} folds, one for each group of '{key}'",
            $"the standard error of the mean over {number} groups, which count alike whatever their sizes: how far it would differ for other groups of the kind",
            [.. Enumerable.Range(0, groups.Count).Select(groups.NameOf)]);
    }
}
