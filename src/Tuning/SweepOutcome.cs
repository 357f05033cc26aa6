using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions.Tuning;

/// <summary>A sweep that is done.</summary>
/// <param name="Task">What was asked for, with the seed of the folds.</param>
/// <param name="Data">The rows, as they were read for the sweep.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Trials">Its trials.</param>
internal sealed record SweepOutcome(SweepTask Task, StoredRows Data, SweepPipeline Pipeline, RankedTrials Trials);
