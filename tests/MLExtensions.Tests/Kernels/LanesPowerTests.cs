using System.Runtime.Intrinsics;
using MLExtensions.Kernels;

namespace MLExtensions.Tests.Kernels;

/// <summary>Powers of vectors beside those in double precision, for every size of number.</summary>
[TestClass]
public unsafe class LanesPowerTests
{
    /// <summary>Below, floats lack bits.</summary>
    private const double Underflow = 1.2e-38;

    [TestMethod]
    [DataRow(1.01f)]
    [DataRow(1.5f)]
    [DataRow(2.5f)]
    [DataRow(7f)]
    [DataRow(100f)]
    public void Powers_are_as_accurate_as_screens_take_them_to_be(float power)
    {
        Check<Lanes128, Vector128<float>>(power);
        if (Lanes256.IsSupported)
            Check<Lanes256, Vector256<float>>(power);
        if (Lanes512.IsSupported)
            Check<Lanes512, Vector512<float>>(power);
    }

    private static void Check<TLanes, TVector>(float power)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        double error = PowerTerm.Error(power);
        float* powers = stackalloc float[TLanes.Count];
        foreach (float number in Numbers())
        {
            TLanes.Store(TLanes.Power(TLanes.Broadcast(number), TLanes.Broadcast(power)), powers);
            double exact = Math.Pow(number, power);
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                // Where it may or may not be too large for a float.
                if (float.IsInfinity(powers[lane]) && exact * (1 + error) >= float.MaxValue)
                    continue;
                Assert.IsTrue(
                    Math.Abs(powers[lane] - exact) <= error * exact + Underflow || (exact > float.MaxValue && powers[lane] >= float.MaxValue * (1 - error)),
                    $"{number} to the power of {power}: {powers[lane]} and not {exact}");
            }
        }
    }

    private static IEnumerable<float> Numbers()
    {
        yield return 0;
        yield return float.Epsilon;
        yield return float.MaxValue;
        var random = new Random(1);
        for (int exponent = -149; exponent < 128; exponent++)
            for (int i = 0; i < 100; i++)
                yield return MathF.ScaleB(1 + random.NextSingle(), exponent);

        // Near 1 the logarithm is near 0.
        for (int i = 0; i < 10_000; i++)
            yield return 1 + (random.NextSingle() - 0.5f) * MathF.ScaleB(1, -random.Next(23));
    }
}
