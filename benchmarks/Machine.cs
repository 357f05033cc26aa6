using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MLExtensions.Benchmarks;

/// <summary>What the time that a training takes depends on.</summary>
internal static class Machine
{
    public static string Line { get; } =
        $"{Environment.ProcessorCount} cores, {Vectors}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    private static string Vectors => Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "neither AVX2 nor AVX-512";
}
