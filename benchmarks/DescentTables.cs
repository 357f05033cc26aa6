namespace MLExtensions.Benchmarks;

/// <summary>What descent costs beside its steps: memory, and patience of who cancels it.</summary>
internal static class DescentTables
{
    /// <summary>Prints one table or both.</summary>
    /// <param name="tables"><c>allocation</c>, <c>cancelling</c>; none means both.</param>
    /// <returns>0 if nothing was allocated and all was cancelled in time, 1 if not.</returns>
    public static int Print(string[] tables)
    {
        bool isGood = true;
        if (tables.Length == 0 || tables.Contains("allocation"))
            isGood &= AllocationTable.Print();
        if (tables.Length == 0 || tables.Contains("cancelling"))
            isGood &= CancellingTable.Print();
        return isGood ? 0 : 1;
    }
}
