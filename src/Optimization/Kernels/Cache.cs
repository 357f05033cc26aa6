using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MLExtensions.Optimization.Kernels;

/// <summary>Hints for the cache. Rows in a shuffled order are what no processor foresees by itself.</summary>
internal static class Cache
{
    /// <summary>Floats in a line.</summary>
    public const int Line = 16;

    /// <summary>Asks for the line at a place to be fetched; does nothing where there is no such instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float place)
    {
        // Only an address: it is never read through, so it matters not if the collector moves what is there.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
