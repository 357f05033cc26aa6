using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace MLExtensions.Benchmarks;

/// <summary>How fast one core multiplies and adds in single precision where nothing is loaded.</summary>
internal static class PeakRate
{
    private const int Steps = 1_000_000;
    private const int Chains = 12;

    /// <returns>GFLOP/s, the best of several runs with the widest vectors that help.</returns>
    public static double Measure()
    {
        double best = 0;
        for (int repeat = 0; repeat < 100; repeat++)
        {
            best = Math.Max(best, Rate(Run256, Vector256<float>.Count));
            if (Vector512.IsHardwareAccelerated)
                best = Math.Max(best, Rate(Run512, Vector512<float>.Count));
        }

        return best;
    }

    private static double Rate(Func<float> run, int lanes)
    {
        long start = Stopwatch.GetTimestamp();
        float result = run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!float.IsFinite(result))
            throw new InvalidOperationException("The chains ought to stay finite.");
        return 2.0 * lanes * Chains * Steps / seconds / 1e9;
    }

    /// <summary>As many chains as hide the latency of a step, two a cycle.</summary>
    private static float Run256()
    {
        Vector256<float> factor = Vector256.Create(0.999f);
        Vector256<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector256<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (int step = 0; step < Steps; step++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, factor);
            b = Vector256.FusedMultiplyAdd(b, factor, factor);
            c = Vector256.FusedMultiplyAdd(c, factor, factor);
            d = Vector256.FusedMultiplyAdd(d, factor, factor);
            e = Vector256.FusedMultiplyAdd(e, factor, factor);
            f = Vector256.FusedMultiplyAdd(f, factor, factor);
            g = Vector256.FusedMultiplyAdd(g, factor, factor);
            h = Vector256.FusedMultiplyAdd(h, factor, factor);
            i = Vector256.FusedMultiplyAdd(i, factor, factor);
            j = Vector256.FusedMultiplyAdd(j, factor, factor);
            k = Vector256.FusedMultiplyAdd(k, factor, factor);
            l = Vector256.FusedMultiplyAdd(l, factor, factor);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static float Run512()
    {
        Vector512<float> factor = Vector512.Create(0.999f);
        Vector512<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor;
        Vector512<float> g = factor, h = factor, i = factor, j = factor, k = factor, l = factor;
        for (int step = 0; step < Steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, factor);
            b = Vector512.FusedMultiplyAdd(b, factor, factor);
            c = Vector512.FusedMultiplyAdd(c, factor, factor);
            d = Vector512.FusedMultiplyAdd(d, factor, factor);
            e = Vector512.FusedMultiplyAdd(e, factor, factor);
            f = Vector512.FusedMultiplyAdd(f, factor, factor);
            g = Vector512.FusedMultiplyAdd(g, factor, factor);
            h = Vector512.FusedMultiplyAdd(h, factor, factor);
            i = Vector512.FusedMultiplyAdd(i, factor, factor);
            j = Vector512.FusedMultiplyAdd(j, factor, factor);
            k = Vector512.FusedMultiplyAdd(k, factor, factor);
            l = Vector512.FusedMultiplyAdd(l, factor, factor);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
