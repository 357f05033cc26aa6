using System.Runtime.ExceptionServices;
using MLExtensions.Arguments;

namespace MLExtensions.Threading;

/// <summary>
/// A few threads that stay with one training and share out its loops, thousands of times a second: each loop is cut into as many
/// stretches as there are workers, and has ended when all have done theirs.
/// </summary>
/// <remarks>
/// A minibatch is some tens of microseconds of work, less than it takes to wake a thread. So workers spin a while between
/// loops and sleep only when none comes; nothing is allocated. The calling thread is the first worker. Whoever has done its
/// stretch takes over another that nobody has begun, so that a worker that gets no processor on a busy machine is not waited for.
/// One thread at a time may call.
/// </remarks>
internal sealed class Workers : IDisposable
{
    /// <summary>How often a worker looks for the next loop before it sleeps, some 50 µs in all.</summary>
    private const int LooksBeforeSleep = 1_500;

    private const int SharingBits = 16;

    private const int MostWorkers = 1_024;

    private const int LongsOfLine = 8;

    private readonly Lock _exceptionGate = new();
    private readonly object _sleepGate = new();
    private readonly ThreadWatch? _watch = ThreadWatch.Current;
    private readonly bool _spin;
    private readonly int _count;

    /// <summary>For each stretch the last loop in which it was taken, a cache line each.</summary>
    private readonly long[] _taken;
    private Thread[] _threads = [];
    private ExceptionDispatchInfo? _exception;
    private int _sleeping;

    // The loop of the moment: its number, and in the last bits how many share it; so a worker that does not can tell at once,
    // and need not be waited for.
    private long _loop;
    private int _length;
    private int _grain;
    private Action<int, int>? _work;
    private int _unfinished;
    private bool _disposed;

    /// <param name="count">
    /// Threads, the calling one included; at least 1, of which at most 1,024 are used, and no more than <see cref="ThreadLimit"/>
    /// has. They start when first needed.
    /// </param>
    /// <param name="cancellationToken">What stops the training.</param>
    public Workers(int count, CancellationToken cancellationToken = default)
    {
        CancellationToken = cancellationToken;
        _count = Math.Min(ThreadLimit.Of((int)Guard.AtLeastOne(count)), MostWorkers);
        _taken = new long[_count * LongsOfLine];
        _spin = count <= Environment.ProcessorCount;
    }

    /// <summary>The calling thread alone.</summary>
    public static Workers One { get; } = new(1);

    public int Count => _count;

    public CancellationToken CancellationToken { get; }

    /// <summary>Does all of 0 … length − 1, in stretches that begin at multiples of a grain.</summary>
    /// <param name="length">How much there is to do.</param>
    /// <param name="grain">What is not to be cut.</param>
    /// <param name="sharing">How many workers it is worth the while of, at least 1.</param>
    /// <param name="work">
    /// Does the stretch from its first argument up to its second, exclusive. It is called once for each of as many stretches as
    /// share.
    /// </param>
    /// <exception cref="OperationCanceledException">Training is to stop.</exception>
    /// <exception cref="Exception">What a worker threw, once all have ended; of several the first.</exception>
    public void Run(int length, int grain, int sharing, Action<int, int> work)
    {
        CancellationToken.ThrowIfCancellationRequested();
        sharing = Math.Min(Math.Min(sharing, _count), Grains(length, grain));
        if (sharing <= 1)
        {
            if (length > 0)
                work(0, length);
            return;
        }

        Start();
        (_length, _grain, _work) = (length, grain, work);
        _unfinished = sharing;
        Announce(sharing);
        Do(worker: 0, sharing, _loop);
        var wait = new SpinWait();
        while (Volatile.Read(ref _unfinished) > 0)
            wait.SpinOnce(sleep1Threshold: -1);

        ExceptionDispatchInfo? exception = _exception;
        _exception = null;
        exception?.Throw();
    }

    /// <summary>Does pieces of work that take differently long: each worker takes the next that nobody has begun.</summary>
    /// <param name="pieces">How many pieces.</param>
    /// <param name="work">Does a piece; the token is looked at before each.</param>
    public void RunEach(int pieces, Action<int> work)
    {
        int next = -1;
        int sharing = Math.Min(pieces, _count);
        Run(sharing, 1, sharing, (_, _) =>
        {
            for (int piece; (piece = Interlocked.Increment(ref next)) < pieces;)
            {
                CancellationToken.ThrowIfCancellationRequested();
                work(piece);
            }
        });
    }

    public void Dispose()
    {
        if (_threads.Length == 0)
            return;
        _disposed = true;
        Announce(sharing: 0);
        foreach (Thread thread in _threads)
            thread.Join();
        _threads = [];
    }

    private void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_threads.Length > 0)
            return;
        _threads = new Thread[_count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"training {worker}" };
            _threads[i].Start();
        }
    }

    private void Announce(int sharing)
    {
        // The exchange is a full fence: either a worker that goes to sleep sees the new loop, or it is seen sleeping here.
        Interlocked.Exchange(ref _loop, (((_loop >> SharingBits) + 1) << SharingBits) | (uint)sharing);
        if (Volatile.Read(ref _sleeping) == 0)
            return;
        lock (_sleepGate)
            Monitor.PulseAll(_sleepGate);
    }

    private void Serve(int worker)
    {
        for (long loop = 0; ;)
        {
            loop = Await(loop);
            int sharing = (int)(loop & ((1 << SharingBits) - 1));
            if (worker < sharing)
                Do(worker, sharing, loop);
            else if (_disposed)
            {
                return;
            }
        }
    }

    /// <summary>Waits for another loop than the last one.</summary>
    private long Await(long last)
    {
        for (int look = 0; _spin && look < LooksBeforeSleep; look++)
        {
            long loop = Volatile.Read(ref _loop);
            if (loop != last)
                return loop;
            Thread.SpinWait(1);
        }

        lock (_sleepGate)
        {
            Interlocked.Increment(ref _sleeping);
            long loop;
            while ((loop = Volatile.Read(ref _loop)) == last)
                Monitor.Wait(_sleepGate);
            Interlocked.Decrement(ref _sleeping);
            return loop;
        }
    }

    /// <summary>Does the worker's own stretch, then what is left of the others'.</summary>
    private void Do(int worker, int sharing, long loop)
    {
        for (int i = 0; i < sharing; i++)
        {
            int stretch = (worker + i) % sharing;
            if (TryTake(stretch, loop))
                Do(stretch, sharing);
        }
    }

    /// <summary>
    /// Takes a stretch, unless somebody has. A loop that has ended leaves none to be taken, so that who comes late to it does
    /// nothing.
    /// </summary>
    private bool TryTake(int stretch, long loop)
    {
        ref long taken = ref _taken[stretch * LongsOfLine];
        long last = Volatile.Read(ref taken);
        return last < loop && Interlocked.CompareExchange(ref taken, loop, last) == last;
    }

    private void Do(int stretch, int sharing)
    {
        long grains = Grains(_length, _grain);
        int start = (int)(grains * stretch / sharing * _grain);
        int end = (int)Math.Min(grains * (stretch + 1) / sharing * _grain, _length);
        _watch?.Enter();
        try
        {
            _work!(start, end);
        }
        catch (Exception exception)
        {
            lock (_exceptionGate)
                _exception ??= ExceptionDispatchInfo.Capture(exception);
        }

        _watch?.Leave();
        Interlocked.Decrement(ref _unfinished);
    }

    private static int Grains(int length, int grain) => (int)(((long)length + grain - 1) / grain);
}
