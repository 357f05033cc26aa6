namespace MLExtensions.Threading;

/// <summary>Longer pieces of work, dealt out to threads.</summary>
internal static class DealtPieces
{
    /// <summary>
    /// Gives each thread some of several pieces of work, neighbors to different threads, since they take about as long.
    /// </summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="work">Does some of the pieces, on one thread.</param>
    public static void DealTo<TPiece>(this TPiece[] pieces, Workers workers, Action<TPiece[]> work)
    {
        int threads = Math.Min(workers.Count, pieces.Length);
        workers.Run(threads, 1, threads, (start, end) =>
        {
            for (int thread = start; thread < end; thread++)
                work([.. pieces.Where((_, i) => i % threads == thread)]);
        });
    }
}
