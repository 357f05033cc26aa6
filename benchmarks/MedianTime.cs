using System.Diagnostics;

namespace MLExtensions.Benchmarks;

/// <summary>The median time of several runs, and what the last of them gave.</summary>
internal static class MedianTime
{
    public static (double Seconds, T Result) Of<T>(Func<T> run, int runs)
    {
        var seconds = new double[runs];
        T result = default!;
        for (int i = 0; i < runs; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            result = run();
            seconds[i] = watch.Elapsed.TotalSeconds;
        }

        return (seconds.Order().ElementAt(runs / 2), result);
    }
}
