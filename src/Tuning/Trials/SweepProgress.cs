namespace MLExtensions;

/// <summary>How far a sweep is.</summary>
/// <param name="FinishedFits">Fits done, a trial on a fold each, those from a checkpoint file among them.</param>
/// <param name="PlannedFits">Fits that are known to be wanted by now; further rounds of a search may want more.</param>
/// <param name="LastTrial">The trial that has just been finished on all folds; null if none has.</param>
/// <param name="Best">The best finished so far; null if there is none.</param>
/// <param name="Elapsed">Since the sweep began.</param>
public readonly record struct SweepProgress(
    int FinishedFits, int PlannedFits, SweepTrial? LastTrial, SweepTrial? Best, TimeSpan Elapsed);
