using System.Diagnostics;

namespace MLExtensions.Benchmarks;

/// <summary>The least time of several runs, which other work on the machine disturbs least.</summary>
internal static class LeastTime
{
    private const int LeastRuns = 7;
    private const double LeastSeconds = 0.5;

    public static double Seconds(Action action)
    {
        double least = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < LeastRuns || Stopwatch.GetElapsedTime(begin).TotalSeconds < LeastSeconds; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }
}
