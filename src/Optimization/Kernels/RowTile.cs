using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Kernels;

/// <summary>Where four rows begin; a tile of two looks at the first two.</summary>
internal readonly ref struct RowTile(ref float a, ref float b, ref float c, ref float d)
{
    public readonly ref float A = ref a;
    public readonly ref float B = ref b;
    public readonly ref float C = ref c;
    public readonly ref float D = ref d;

    /// <summary>Asks for the rows to be brought into the cache, a line of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch<TRows>(nuint column)
        where TRows : ICount
    {
        Cache.Prefetch(ref Unsafe.Add(ref A, column));
        Cache.Prefetch(ref Unsafe.Add(ref B, column));
        if (TRows.Value > 2)
        {
            Cache.Prefetch(ref Unsafe.Add(ref C, column));
            Cache.Prefetch(ref Unsafe.Add(ref D, column));
        }
    }
}
