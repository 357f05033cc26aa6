using System.Diagnostics;

namespace MLExtensions.Benchmarks;

/// <summary>When a training that nothing disturbs is where.</summary>
/// <param name="First">The end of the first pass over the data; 0 where training reports none.</param>
/// <param name="Last">The end of the last.</param>
/// <param name="LastEpoch">How many these are.</param>
/// <param name="Total">The end.</param>
internal sealed record Timeline(TimeSpan First, TimeSpan Last, int LastEpoch, TimeSpan Total)
{
    public static Timeline Of(Training training)
    {
        var watch = Stopwatch.StartNew();
        TimeSpan first = default;
        TimeSpan last = default;
        int lastEpoch = 0;
        training(CancellationToken.None, new EpochWatch(epoch =>
        {
            last = watch.Elapsed;
            first = lastEpoch == 0 ? last : first;
            lastEpoch = epoch;
        }));
        return new Timeline(first, last, lastEpoch, watch.Elapsed);
    }

    /// <summary>Moments spread evenly over the whole run, and others over its short stages: before the first epoch and after the last.</summary>
    public IEnumerable<Moment> Moments(int overall, int atEachEnd)
    {
        IEnumerable<Moment> moments = Spread(0, Total, overall);
        return LastEpoch == 0 ? moments : [.. moments, .. Spread(0, First, atEachEnd), .. Spread(LastEpoch, Total - Last, atEachEnd)];
    }

    private static IEnumerable<Moment> Spread(int epoch, TimeSpan duration, int count) =>
        Enumerable.Range(0, count).Select(i => new Moment(epoch, duration * ((i + 0.5) / count)));
}
