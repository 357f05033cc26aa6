namespace MLExtensions.Arguments;

/// <summary>The memory that there is.</summary>
internal static class AvailableMemory
{
    /// <summary>
    /// What the garbage collector may use at most, in bytes: the machine's memory, the container's, or the limit that was set.
    /// </summary>
    public static long Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is > 0 and var bytes ? bytes : long.MaxValue;
}
