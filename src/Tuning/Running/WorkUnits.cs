using MLExtensions.Threading;

namespace MLExtensions.Tuning.Running;

/// <summary>Puts the work of a round together, and does it on several threads.</summary>
internal static class WorkUnits
{
    /// <summary>Units fold by fold, so that what the trials of a fold have in common is soon done with.</summary>
    /// <param name="paths">The trials on each fold.</param>
    /// <param name="together">Whether those that differ in λ alone are trained in one go.</param>
    public static IReadOnlyList<WorkUnit> Of(IEnumerable<TrialPath> paths, bool together) =>
    [
        .. paths.GroupBy(path => together && path.Trainer?.AllButPenalty is { } common
                ? (path.Fold, path.Before, common)
                : (path.Fold, path.Before, (object)path))
            .OrderBy(group => group.Key.Fold)
            .Select(group => new WorkUnit(group)),
    ];

    /// <summary>
    /// Does all units, as many at the same time as there are threads, and those that are left over on as many threads each as
    /// there are for them.
    /// </summary>
    /// <param name="units">The units.</param>
    /// <param name="threads">How many threads there are.</param>
    /// <param name="run">Does a unit on a number of threads.</param>
    /// <param name="cancellationToken">Looked at between units.</param>
    public static void RunAll(
        IReadOnlyList<WorkUnit> units, int threads, Action<WorkUnit, int, CancellationToken> run, CancellationToken cancellationToken)
    {
        threads = ThreadLimit.Of(threads);
        int whole = units.Count - units.Count % threads;
        Run(0, whole);
        Run(whole, units.Count);

        void Run(int start, int end)
        {
            int threadsEach = Math.Max(1, threads / Math.Max(1, end - start));
            ParallelWork.Run(end - start, threads, (i, token) => run(units[start + i], threadsEach, token), cancellationToken);
        }
    }
}
