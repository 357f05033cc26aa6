using System.Runtime.ExceptionServices;

namespace MLExtensions.Threading;

/// <summary>
/// Pieces of work of a millisecond or more, shared out among threads; loops of less are for <see cref="Workers"/>.
/// </summary>
/// <remarks>What a piece shares out in its turn has its part of the threads: see <see cref="ThreadLimit"/>.</remarks>
internal static class ParallelWork
{
    /// <summary>Does all pieces, begun in their order, the calling thread among those that do.</summary>
    /// <param name="pieces">How many pieces.</param>
    /// <param name="numberOfThreads">At most as many are done at the same time.</param>
    /// <param name="work">Does a piece; its token is cancelled when another piece has failed, too.</param>
    /// <param name="cancellationToken">Looked at between pieces.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="Exception">What a piece threw, of several the first; no other is begun after it.</exception>
    public static void Run(int pieces, int numberOfThreads, Action<int, CancellationToken> work, CancellationToken cancellationToken)
    {
        int most = ThreadLimit.Of(numberOfThreads);
        int threads = Math.Min(pieces, most);
        if (threads <= 1)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int number = piece;
                ThreadLimit.Run(most, () => work(number, cancellationToken));
            }

            return;
        }

        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken token = source.Token;
        ThreadWatch? watch = ThreadWatch.Current;
        ExceptionDispatchInfo? failure = null;
        int next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => ThreadLimit.Run(most / threads, Take));
        cancellationToken.ThrowIfCancellationRequested();
        failure?.Throw();

        void Take()
        {
            watch?.Enter();
            try
            {
                for (int piece; (piece = Interlocked.Increment(ref next)) < pieces;)
                {
                    token.ThrowIfCancellationRequested();
                    work(piece, token);
                }
            }
            catch (Exception exception)
            {
                // The first counts; the others end for its sake.
                if (Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null) is null)
                    source.Cancel();
            }
            finally
            {
                watch?.Leave();
            }
        }
    }

    /// <summary>Does pieces of work that wait for each other, each on a thread of its own, the last on the calling one.</summary>
    /// <param name="pieces">How many pieces, at least 1.</param>
    /// <param name="numberOfThreads">
    /// How many threads there are for all of them, and for what they share out in their turn.
    /// </param>
    /// <param name="name">What the threads are called.</param>
    /// <param name="work">Does a piece, and throws nothing.</param>
    public static void RunAtOnce(int pieces, int numberOfThreads, string name, Action<int> work)
    {
        ThreadWatch? watch = ThreadWatch.Current;
        int most = Math.Max(1, numberOfThreads / pieces);
        var threads = new Thread[pieces - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            int piece = i;
            threads[i] = new Thread(() => Do(piece)) { IsBackground = true, Name = name };
            threads[i].Start();
        }

        Do(pieces - 1);
        foreach (Thread thread in threads)
            thread.Join();

        void Do(int piece)
        {
            watch?.Enter();
            ThreadLimit.Run(most, () => work(piece));
            watch?.Leave();
        }
    }
}
