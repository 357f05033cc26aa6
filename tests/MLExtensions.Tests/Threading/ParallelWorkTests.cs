using MLExtensions.Threading;

namespace MLExtensions.Tests.Threading;

[TestClass]
public class ParallelWorkTests
{
    [TestMethod]
    public void Every_piece_is_done_once_by_no_more_threads_than_allowed_the_inner_ones_included()
    {
        foreach ((int pieces, int threads) in new[] { (0, 3), (1, 3), (2, 5), (7, 3), (40, 4), (9, 1) })
        {
            var watch = new ThreadWatch();
            ThreadWatch.Current = watch;
            var done = new int[pieces];
            ParallelWork.Run(pieces, threads, (piece, token) =>
            {
                Interlocked.Increment(ref done[piece]);

                // Whatever a piece asks for, it has its part of the threads.
                ParallelWork.Run(8, numberOfThreads: 8, (_, _) => Thread.SpinWait(2_000), token);
                using var workers = new Workers(8, token);
                workers.RunEach(8, _ => Thread.SpinWait(2_000));
            }, CancellationToken.None);
            ThreadWatch.Current = null;
            CollectionAssert.AreEqual(Enumerable.Repeat(1, pieces).ToArray(), done);
            Assert.IsLessThanOrEqualTo(threads, watch.Most, $"{pieces} pieces, {threads} threads");
        }
    }

    [TestMethod]
    public void A_piece_alone_has_all_threads()
    {
        int counted = 0;
        ParallelWork.Run(1, numberOfThreads: 6, (_, _) => counted = ThreadLimit.Of(100), CancellationToken.None);
        Assert.AreEqual(6, counted);
        Assert.AreEqual(100, ThreadLimit.Of(100));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void The_first_failure_comes_out_as_it_is_and_ends_the_others(int threads)
    {
        int begun = 0;
        InvalidOperationException failure = Assert.ThrowsExactly<InvalidOperationException>(() => ParallelWork.Run(
            1_000, threads, (_, token) =>
            {
                if (Interlocked.Increment(ref begun) == 3)
                    throw new InvalidOperationException("third");
                if (threads > 1)
                    token.WaitHandle.WaitOne();
                token.ThrowIfCancellationRequested();
            }, CancellationToken.None));
        Assert.AreEqual("third", failure.Message);
        Assert.IsLessThan(1_000, begun);
    }

    [TestMethod]
    public void Cancelled_work_ends_with_the_token_of_the_caller()
    {
        using var source = new CancellationTokenSource();
        OperationCanceledException exception = Assert.Throws<OperationCanceledException>(() => ParallelWork.Run(100, 3, (piece, token) =>
        {
            if (piece == 2)
                source.Cancel();
            token.ThrowIfCancellationRequested();
        }, source.Token));
        Assert.AreEqual(source.Token, exception.CancellationToken);
    }

    [TestMethod]
    public void Pieces_that_wait_for_each_other_have_a_thread_each()
    {
        using var barrier = new Barrier(4);
        var limits = new int[4];
        ParallelWork.RunAtOnce(4, numberOfThreads: 9, "waiting", piece =>
        {
            barrier.SignalAndWait();
            limits[piece] = ThreadLimit.Of(100);
        });
        CollectionAssert.AreEqual(new[] { 2, 2, 2, 2 }, limits);
    }
}
