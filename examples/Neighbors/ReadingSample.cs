namespace Neighbors;

/// <summary>A few readings to look at.</summary>
/// <param name="Right">Some that are right: the first in the file, and those with the fewest votes for what they were read as.</param>
/// <param name="Wrong">Some that are wrong, those with the most votes for what they were read as.</param>
/// <param name="AllRight">How many are right.</param>
/// <param name="AllWrong">How many are wrong.</param>
internal sealed record ReadingSample(IReadOnlyList<Reading> Right, IReadOnlyList<Reading> Wrong, int AllRight, int AllWrong)
{
    private const int Shown = 3;

    public static ReadingSample Of(IReadOnlyList<Reading> readings)
    {
        ILookup<bool, Reading> byCorrectness = readings.ToLookup(reading => reading.IsCorrect);
        return new ReadingSample(
            [byCorrectness[true].First(), .. byCorrectness[true].OrderBy(reading => reading.Votes.Max()).Take(Shown - 1)],
            [.. byCorrectness[false].OrderByDescending(reading => reading.Votes.Max()).Take(Shown)],
            byCorrectness[true].Count(), byCorrectness[false].Count());
    }
}
