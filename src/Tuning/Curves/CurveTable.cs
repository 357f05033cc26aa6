namespace MLExtensions.Tuning;

/// <summary>A curve as text.</summary>
internal static class CurveTable
{
    public static string Of(string axis, string metric, IEnumerable<(string Place, SweepTrial Trial)> points)
    {
        (string Place, SweepTrial Trial)[] all = [.. points];
        string table = TextTable.Of(
        [
            [axis, metric, "training", ""],
            .. all.Select(point => (string[])[point.Place, point.Trial.Validation.ToString(), point.Trial.Training.ToString(), ""]),
        ]);
        return all.Length > 0 && SkippedRowsText.Of(all[^1].Trial.TrainingRows) is { } skipped ? $"{skipped}{Environment.NewLine}{table}" : table;
    }
}
