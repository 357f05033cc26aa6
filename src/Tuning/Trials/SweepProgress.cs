namespace MLExtensions;

/// <summary>How far a sweep is.</summary>
public readonly record struct SweepProgress
{
    internal SweepProgress(int finishedFits, int plannedFits, SweepTrial? lastTrial, SweepTrial? best, TimeSpan elapsed)
    {
        FinishedFits = finishedFits;
        PlannedFits = plannedFits;
        LastTrial = lastTrial;
        Best = best;
        Elapsed = elapsed;
    }

    /// <summary>Fits done, a trial on a fold each, those from a checkpoint file among them.</summary>
    public int FinishedFits { get; }

    /// <summary>Fits that are known to be wanted by now; further rounds of a search may want more.</summary>
    public int PlannedFits { get; }

    /// <summary>The trial that has just been finished on all folds; null if none has.</summary>
    public SweepTrial? LastTrial { get; }

    /// <summary>The best finished so far; null if there is none.</summary>
    public SweepTrial? Best { get; }

    /// <summary>Since the sweep began.</summary>
    public TimeSpan Elapsed { get; }
}
