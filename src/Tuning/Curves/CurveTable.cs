namespace MLExtensions.Tuning;

/// <summary>A curve as text.</summary>
internal static class CurveTable
{
    public static string Of(string axis, string metric, IEnumerable<(string Place, SweepTrial Trial)> points) => TextTable.Of(
    [
        [axis, metric, "training", ""],
        .. points.Select(point => (string[])[point.Place, point.Trial.Validation.ToString(), point.Trial.Training.ToString(), ""]),
    ]);
}
