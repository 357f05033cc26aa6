namespace MLExtensions.Kernels;

/// <summary>Neighboring columns, so that several threads can each work on a strip of the same gradient.</summary>
/// <param name="First">The first, a multiple of a cache line's floats, so that no line is written by two threads.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ColumnRange(int First, int Count)
{
    /// <summary>All columns.</summary>
    public static ColumnRange All(int columns) => new(0, columns);
}
