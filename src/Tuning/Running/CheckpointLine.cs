namespace MLExtensions.Tuning;

/// <summary>A line of a checkpoint file: the first, which says what the sweep is, or one about some fits.</summary>
internal sealed class CheckpointLine
{
    public string? Format { get; init; }

    public string? Sweep { get; init; }

    public int Seed { get; init; }

    public CheckpointFit[]? Fits { get; init; }

    public TimeSpan Elapsed { get; init; }
}
