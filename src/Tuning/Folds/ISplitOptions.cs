namespace MLExtensions.Tuning.Folds;

/// <summary>What the options of a sweep say about folds; each is described at <see cref="SweepOptions"/>.</summary>
internal interface ISplitOptions
{
    string LabelColumnName { get; }

    SweepFolds Folds { get; }

    int NumberOfFolds { get; }

    string? SamplingKeyColumnName { get; }

    bool Stratify { get; }
}
