using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MLExtensions.Matrices;

/// <summary>Hints for the cache. Rows in a shuffled order are what no processor foresees by itself.</summary>
internal static unsafe class Cache
{
    /// <summary>Floats in a line.</summary>
    public const int Line = 16;

    /// <summary>Asks for the line at a place, which may be past the end of what is there, to be fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(place);
    }

    /// <summary>The same for what is wanted later: it is kept out of the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFar(float* place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(place);
    }
}
