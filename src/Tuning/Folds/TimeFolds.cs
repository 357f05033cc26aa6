using System.Globalization;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tuning.Folds;

/// <summary><see cref="SweepFolds.InTimeOrder"/>.</summary>
internal sealed class TimeFolds(string? columnName, int gap) : SweepFolds
{
    private protected override string Name => nameof(InTimeOrder);

    internal override int LeastUnits(int folds) => checked(folds + 1 + gap);

    internal override string Describe(ISplitOptions options) =>
        $"{options.NumberOfFolds} folds in time order{(columnName is null ? "" : $" of '{columnName}'")}{(gap == 0 ? "" : $", gap {gap}")}";

    internal override void Check(ISplitOptions options)
    {
        Refuse(options.Stratify, nameof(options.Stratify));
        Refuse(options.SamplingKeyColumnName is not null, nameof(options.SamplingKeyColumnName));
    }

    internal override FoldAssignment Assign(FoldRequest request)
    {
        // The point in time of each row, from 0, and how many rows come before each point.
        (int[] pointOf, int[] before) = Points(request);
        int[] starts = Starts(before, request.Rows, request.Folds, request.LeastToTrainOn);
        return new FoldAssignment(
        [
            .. Enumerable.Range(0, request.Folds).Select(fold =>
            {
                int end = fold + 1 < starts.Length ? starts[fold + 1] : before.Length;
                return new FoldRows(
                    (fold + 1).ToString(CultureInfo.InvariantCulture), Repeat: 0,
                    row => pointOf[row] < starts[fold] - gap, row => pointOf[row] >= starts[fold] && pointOf[row] < end);
            }),
        ],
        string.Create(CultureInfo.InvariantCulture, $"{request.Folds} folds in the order of time, each scored by models of the rows before it{(gap == 0 ? "" : $" but for a gap of {gap}")}"),
        "the spread of the folds' scores divided by the root of their number: later models have more rows, and times differ, so that it shows how much scores change in time rather than how certain the mean is");
    }

    private (int[] PointOf, int[] Before) Points(FoldRequest request)
    {
        if (columnName is null)
        {
            int[] rows = [.. Enumerable.Range(0, request.Rows)];
            return (rows, rows);
        }

        var times = ColumnGroups.Read(request.Data, columnName, "time");
        DataViewType type = request.Data.Schema[columnName].Type;
        if (type is not (NumberDataViewType or DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType))
            throw SchemaErrors.Mismatch("data", "time", columnName, "a number, DateTime, DateTimeOffset or TimeSpan", SchemaErrors.Describe(type));
        int[] order = times.Ordered;
        if (order.Any(times.IsMissing))
            throw new InvalidOperationException($"Some rows have no time in column '{columnName}' (NaN). Leave them out, as by FilterRowsByMissingValues.");
        var point = new int[order.Length];
        var before = new int[order.Length];
        int[] sizes = times.Sizes;
        for (int place = 0; place < order.Length; place++)
        {
            point[order[place]] = place;
            before[place] = place == 0 ? 0 : before[place - 1] + sizes[order[place - 1]];
        }

        return (Array.ConvertAll(times.OfRow, time => point[time]), before);
    }

    /// <summary>The first point in time of each fold: as scikit-learn has them where each row has a time of its own.</summary>
    private int[] Starts(int[] before, int rows, int folds, int least)
    {
        long needed = (long)least + gap + folds;
        if (before.Length < needed)
            throw new InvalidOperationException($"There are too few points in time for as many folds: {before.Length}, where {folds} folds need at least {needed}, one each{(gap == 0 ? "" : $", {gap} for the gap")} and {least} to train the first on. Set NumberOfFolds to fewer, or collect rows of more times.");
        var starts = new int[folds];
        int size = rows / (folds + 1);
        int point = least + gap;
        for (int fold = 0; fold < folds; fold++)
        {
            int last = before.Length - (folds - fold);
            while (point < last && before[point] < rows - (folds - fold) * size)
                point++;
            starts[fold] = point++;
        }

        return starts;
    }
}
