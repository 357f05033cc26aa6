namespace MLExtensions.Benchmarks;

/// <summary>Tells, on the thread that trains, of each pass over the data.</summary>
internal sealed class EpochWatch(Action<int> onEpoch) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        // The certificate's report is of no epoch.
        if (value.DualityGap is null)
            onEpoch(value.Epoch);
    }
}
