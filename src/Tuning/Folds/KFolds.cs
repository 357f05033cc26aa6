using System.Globalization;

namespace MLExtensions.Tuning.Folds;

/// <summary><see cref="SweepFolds.KFold"/>.</summary>
internal sealed class KFolds(int repeats) : SweepFolds
{
    /// <summary>Numbers are stratified by as many ranges where whole groups are dealt out.</summary>
    private const int Ranges = 10;

    internal override SweepFolds Once => new KFolds(repeats: 1);

    private protected override string Name => nameof(KFold);

    internal override int LeastUnits(int folds) => folds;

    internal override string Describe(ISplitOptions options) =>
        $"{options.NumberOfFolds}{(options.Stratify ? " stratified" : "")} folds{(options.SamplingKeyColumnName is { } key ? $" by '{key}'" : "")}{(repeats > 1 ? $", {repeats} repeats" : "")}";

    internal override FoldAssignment Assign(FoldRequest request)
    {
        (string kind, int[][] foldOf) = request.Options switch
        {
            { SamplingKeyColumnName: { } key } => OfGroups(request, key),
            { Stratify: true } => OfStrata(request),
            _ => OfRows(request),
        };
        string number = request.Folds.ToString(CultureInfo.InvariantCulture);
        return FoldAssignment.Partition(
            foldOf, request.Folds,
            repeats == 1 ? $"{number} {kind}" : string.Create(CultureInfo.InvariantCulture, $"{repeats} times {number} {kind}"),
            repeats == 1
                ? $"the standard error of the mean over {number} folds, which share training rows, so that it is somewhat too small"
                : $"the standard error of the mean over {number} folds, in the root mean square over the repeats, which bring no new rows and so do not make it smaller");
    }

    private (string Kind, int[][] FoldOf) OfGroups(FoldRequest request, string key)
    {
        var groups = ColumnGroups.Read(request.Data, key, "sampling key");
        request.Require(groups.Count, $"groups of '{key}'", request.Folds, "Set NumberOfFolds to fewer, or collect rows of more groups.");
        Strata? strata = request.Options.Stratify ? StrataOf(request) : null;
        return (
            $"{(strata is null ? "" : "stratified ")}folds of whole groups by '{key}'",
            [.. Seeds(request.Seed).Select((seed, repeat) => DealGroups(request, groups, strata, seed, largestFirst: repeat == 0))]);
    }

    private (string Kind, int[][] FoldOf) OfStrata(FoldRequest request)
    {
        RequireRows(request);
        Strata strata = StrataOf(request);
        return ("stratified folds", Array.ConvertAll(Seeds(request.Seed), seed => Dealt(strata.Dealt(request.Folds, new Random(seed)), request.Folds)));
    }

    private (string Kind, int[][] FoldOf) OfRows(FoldRequest request)
    {
        RequireRows(request);
        (int[] FoldOf, int? Outlier)[] splits = Array.ConvertAll(Seeds(request.Seed), seed => MLNetOrDealt(request, seed));
        int[] outliers = [.. splits.Select(split => split.Outlier).OfType<int>()];
        string kind = outliers.Length == 0 ? "folds, those of ML.NET's CrossValidate with the same seed" : string.Create(
            CultureInfo.InvariantCulture,
            $"folds, rows dealt out evenly{(outliers.Length == repeats ? "" : $" in {outliers.Length} of {repeats} repeats")}: one of ML.NET's folds with the same seed has {outliers.Min()} of {request.Rows} rows");
        return (kind, Array.ConvertAll(splits, split => split.FoldOf));
    }

    private static void RequireRows(FoldRequest request) =>
        request.Require(request.Rows, "rows", request.Folds, "Set NumberOfFolds to fewer, or collect more rows.");

    /// <summary>ML.NET's folds, unless one has less than half its even share, or so many rows that too few remain.</summary>
    /// <returns>The fold of each row, and, if they are not ML.NET's, how few or how many rows one of those has.</returns>
    private static (int[] FoldOf, int? Outlier) MLNetOrDealt(FoldRequest request, int seed)
    {
        var foldOf = new int[request.Rows];
        int number = 0;
        foreach (int[] rows in MLNetFolds.OfRows(request.Context, request.Rows, request.Folds, seed))
        {
            if (2L * request.Folds * rows.Length < request.Rows || request.Rows - rows.Length < request.LeastToTrainOn)
                return (Dealt(Strata.Shuffled(request.Rows, new Random(seed)), request.Folds), rows.Length);
            foreach (int row in rows)
                foldOf[row] = number;
            number++;
        }

        return (foldOf, null);
    }

    private static int[] DealGroups(FoldRequest request, ColumnGroups groups, Strata? strata, int seed, bool largestFirst)
    {
        int[] order = Strata.Shuffled(groups.Count, new Random(seed));
        int[] sizes = groups.Sizes;
        var deal = new GroupDeal(sizes, request.Folds, groups.Count - request.LeastToTrainOn);
        int[] foldOf;
        if (strata is null)
        {
            foldOf = deal.Evenly(largestFirst ? [.. order.OrderByDescending(group => sizes[group])] : order);
        }
        else
        {
            int[] stratumOf = strata.Numbered(Ranges);
            var counts = new Dictionary<int, int>[groups.Count];
            for (int group = 0; group < counts.Length; group++)
                counts[group] = [];
            var classes = new int[stratumOf.Max() + 1];
            for (int row = 0; row < stratumOf.Length; row++)
            {
                Dictionary<int, int> ofGroup = counts[groups.OfRow[row]];
                ofGroup[stratumOf[row]] = ofGroup.GetValueOrDefault(stratumOf[row]) + 1;
                classes[stratumOf[row]]++;
            }

            foldOf = deal.Stratified(order, counts, classes);
        }

        return Array.ConvertAll(groups.OfRow, group => foldOf[group]);
    }

    /// <summary>The rows of an order to one fold after the other.</summary>
    private static int[] Dealt(int[] order, int folds)
    {
        var foldOf = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
            foldOf[order[place]] = place % folds;
        return foldOf;
    }

    private static Strata StrataOf(FoldRequest request) =>
        Strata.Of(request.Context, request.Data, request.Options.LabelColumnName, request.IsClassification);

    /// <summary>The seed of each repeat: of the first that of the sweep.</summary>
    private int[] Seeds(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, repeats).Select(repeat => repeat == 0 ? seed : random.Next())];
    }
}
