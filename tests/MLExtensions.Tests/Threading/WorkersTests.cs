using MLExtensions.Threading;

namespace MLExtensions.Tests.Threading;

[TestClass]
public class WorkersTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(17)]
    public void Every_part_is_done_once_in_stretches_that_begin_at_grains(int count)
    {
        using var workers = new Workers(count);
        for (int length = 0; length < 200; length++)
        {
            int grain = 1 + length % 7;
            var done = new int[length];
            workers.Run(length, grain, sharing: 1 + length % 19, (start, end) =>
            {
                Assert.AreEqual(0, start % grain);
                for (int i = start; i < end; i++)
                    Interlocked.Increment(ref done[i]);
            });
            CollectionAssert.AreEqual(Enumerable.Repeat(1, length).ToArray(), done);
        }
    }

    [TestMethod]
    public void Many_short_loops_one_after_the_other_see_each_other_s_results()
    {
        using var workers = new Workers(4);
        var values = new long[64];
        for (int loop = 0; loop < 20_000; loop++)
        {
            // Each stretch reads what another one wrote in the loop before.
            long[] before = values;
            var after = new long[values.Length];
            workers.Run(values.Length, 1, 1 + loop % 4, (start, end) =>
            {
                for (int i = start; i < end; i++)
                    after[i] = before[(i + 16) % 64] + 1;
            });
            values = after;
        }

        CollectionAssert.AreEqual(Enumerable.Repeat(20_000L, 64).ToArray(), values);
    }

    [TestMethod]
    public void Workers_that_fell_asleep_wake_up()
    {
        using var workers = new Workers(3);
        for (int loop = 0; loop < 5; loop++)
        {
            int sum = 0;
            workers.Run(3, 1, 3, (start, end) => Interlocked.Add(ref sum, end - start));
            Assert.AreEqual(3, sum);
            Thread.Sleep(20);
        }
    }

    [TestMethod]
    public void Stretches_of_a_worker_that_does_not_come_are_done_by_the_others()
    {
        using var workers = new Workers(3);
        using var othersDone = new CountdownEvent(2);
        int firstTaken = 0;
        workers.Run(3, 1, 3, (_, _) =>
        {
            // Whoever comes first is held up until the other stretches are done, whichever of the two others does them.
            if (Interlocked.Exchange(ref firstTaken, 1) == 0)
                othersDone.Wait();
            else
                othersDone.Signal();
        });
        Assert.IsTrue(othersDone.IsSet);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public void An_exception_comes_out_as_it_is_and_the_workers_go_on(int failing)
    {
        using var workers = new Workers(3);
        for (int loop = 0; loop < 3; loop++)
        {
            InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => workers.Run(3, 1, 3, (start, _) =>
            {
                if (start == failing)
                    throw new InvalidOperationException("this one");
            }));
            Assert.AreEqual("this one", exception.Message);
        }

        int done = 0;
        workers.Run(3, 1, 3, (_, _) => Interlocked.Increment(ref done));
        Assert.AreEqual(3, done);
    }

    [TestMethod]
    public void Cancelled_it_starts_nothing()
    {
        using var source = new CancellationTokenSource();
        using var workers = new Workers(2, source.Token);
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => workers.Run(2, 1, 2, (_, _) => Assert.Fail()));
    }

    [TestMethod]
    public void Disposed_of_it_ends_its_threads_and_says_so()
    {
        var workers = new Workers(2);
        var threads = new Thread[2];
        using var bothBegun = new Barrier(2);
        workers.Run(2, 1, 2, (start, _) =>
        {
            threads[start] = Thread.CurrentThread;
            bothBegun.SignalAndWait();
        });
        workers.Dispose();
        workers.Dispose();
        Assert.IsFalse(threads.Single(thread => thread != Thread.CurrentThread).IsAlive);
        CollectionAssert.Contains(threads, Thread.CurrentThread);
        Assert.ThrowsExactly<ObjectDisposedException>(() => workers.Run(2, 1, 2, (_, _) => Assert.Fail()));
    }

    [TestMethod]
    public void A_loop_allocates_nothing()
    {
        using var workers = new Workers(2);
        Action<int, int> work = static (_, _) => { };
        workers.Run(2, 1, 2, work);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int loop = 0; loop < 1_000; loop++)
            workers.Run(2, 1, 2, work);
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
