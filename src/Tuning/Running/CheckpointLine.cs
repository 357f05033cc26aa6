namespace MLExtensions.Tuning.Running;

/// <summary>A line of a checkpoint file: the first, which says what the sweep is, or one about some fits.</summary>
internal sealed class CheckpointLine
{
    public string? Format { get; init; }

    /// <summary>What the sweep is, as <see cref="SweepDescription"/> has it.</summary>
    public Dictionary<string, string>? Parts { get; init; }

    public int Seed { get; init; }

    public CheckpointFit[]? Fits { get; init; }

    public TimeSpan Elapsed { get; init; }
}
