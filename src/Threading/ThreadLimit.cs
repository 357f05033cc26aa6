namespace MLExtensions.Threading;

/// <summary>
/// How many threads all may use that is done by the calling thread, and by those that it starts: the part that falls to one of
/// several pieces of work. Whatever starts threads by a number that a user chose asks here.
/// </summary>
internal static class ThreadLimit
{
    // 0 where there is no limit.
    private static readonly AsyncLocal<int> _most = new();

    /// <summary>As many threads as are asked for, or as there may be.</summary>
    /// <param name="wanted">At least 1.</param>
    public static int Of(int wanted) => _most.Value is var most and > 0 ? Math.Min(wanted, most) : wanted;

    /// <summary>Does some work with a limit of its own, which can only be lower than that of the whole.</summary>
    /// <param name="most">At least 1.</param>
    /// <param name="work">The work.</param>
    public static void Run(int most, Action work)
    {
        int before = _most.Value;
        _most.Value = Of(most);
        try
        {
            work();
        }
        finally
        {
            _most.Value = before;
        }
    }
}
