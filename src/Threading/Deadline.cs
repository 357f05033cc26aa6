using System.Diagnostics;

namespace MLExtensions.Threading;

/// <summary>A point in time. The default value never comes.</summary>
internal readonly struct Deadline
{
    private readonly long _start;
    private readonly TimeSpan? _limit;

    /// <param name="limit">From now on; null: never.</param>
    public Deadline(TimeSpan? limit)
    {
        _start = Stopwatch.GetTimestamp();
        _limit = limit;
    }

    public bool HasPassed => _limit is { } limit && Stopwatch.GetElapsedTime(_start) >= limit;
}
