namespace MLExtensions.Threading;

/// <summary>
/// Counts the threads that are at work at the same time, for whoever wants to know whether they keep to their number.
/// </summary>
/// <remarks>It sees what is done by the thread that makes it current, and by those that this one starts.</remarks>
internal sealed class ThreadWatch
{
    private static readonly AsyncLocal<ThreadWatch?> _current = new();

    private readonly Lock _gate = new();

    /// <summary>For each thread at work, how many pieces of work it is in, one inside the other.</summary>
    private readonly Dictionary<int, int> _depths = [];

    /// <summary>The watch of the calling thread; null if nobody wants to know.</summary>
    public static ThreadWatch? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    /// <summary>The most threads that were at work at once.</summary>
    public int Most { get; private set; }

    /// <summary>Notes that the calling thread begins a piece of work.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            int thread = Environment.CurrentManagedThreadId;
            _depths[thread] = _depths.GetValueOrDefault(thread) + 1;
            Most = Math.Max(Most, _depths.Count);
        }
    }

    /// <summary>Notes that it has ended it.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            int thread = Environment.CurrentManagedThreadId;
            if (--_depths[thread] == 0)
                _depths.Remove(thread);
        }
    }
}
